import { once } from 'node:events';
import { closeProducer, handler } from '@glueline/producer';
import { createInvokeServer } from './server.ts';

/**
 * Usage: main.ts FUNCTION_NAME PORT [HOST]. What the function itself reads comes in the environment. Nobody signs
 * invocations here, so it listens to this machine only unless told otherwise: a container has to be, and its port is
 * then published on 127.0.0.1.
 */
async function main(functionName: string, port: number, host: string): Promise<void> {
  const stopRequested = once(process, 'SIGTERM');
  const server = createInvokeServer({ functionName, invoke: handler, onEventFailure: logFailure });
  await server.listen({ host, port });
  await stopRequested;
  await server.close();
  await closeProducer();
}

function logFailure(error: unknown): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stderr.write(`an asynchronous invocation failed: ${text}\n`);
}

await main(process.argv[2] ?? '', Number(process.argv[3]), process.argv[4] ?? '127.0.0.1');

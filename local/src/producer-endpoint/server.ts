import { randomUUID } from 'node:crypto';
import { type FastifyError, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import {
  InvocationRefusedError,
  MAX_PAYLOAD_BYTES,
  parsePayload,
  toFunctionError,
  toFunctionName,
  toInvocationType,
} from './invocation.ts';

export type InvokeServerOptions = {
  functionName: string;
  /** Several may run at once, as several instances of a Lambda function do. */
  invoke: (event: unknown) => Promise<unknown>;
  /** Nobody waits for the answer of an asynchronous invocation. */
  onEventFailure: (error: unknown) => void;
};

type InvokeRequest = FastifyRequest<{ Params: { name: string } }>;

/** Answers `POST /2015-03-31/functions/NAME/invocations`. Closing it waits for the invocations under way. */
export function createInvokeServer(options: InvokeServerOptions) {
  const server = fastify({ bodyLimit: MAX_PAYLOAD_BYTES });
  const events = new Set<Promise<void>>();

  // Lambda takes the payload for JSON whatever type the caller says it has.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-amzn-RequestId', randomUUID());
  });
  server.addHook('onClose', async () => {
    await Promise.all(events);
  });
  server.setErrorHandler((error: FastifyError | InvocationRefusedError, _request, reply) =>
    refuse(reply, error),
  );

  const runEvent = async (event: unknown) => {
    try {
      await options.invoke(event);
    } catch (error) {
      options.onEventFailure(error);
    }
  };
  const runInBackground = (event: unknown) => {
    const run = runEvent(event).finally(() => events.delete(run));
    events.add(run);
  };

  server.post('/2015-03-31/functions/:name/invocations', async (request: InvokeRequest, reply) => {
    assertIsFunction(request.params.name, options.functionName);
    const type = toInvocationType(toText(request.headers['x-amz-invocation-type']));
    const event = parsePayload((request.body as Buffer | undefined) ?? Buffer.alloc(0));
    if (type === 'DryRun') return reply.code(204).send();
    if (type === 'Event') {
      runInBackground(event);
      return reply.code(202).send();
    }
    return answer(reply, options.invoke(event));
  });
  return server;
}

async function answer(reply: FastifyReply, running: Promise<unknown>): Promise<FastifyReply> {
  reply.type('application/json').header('X-Amz-Executed-Version', '$LATEST');
  try {
    return await reply.send(JSON.stringify((await running) ?? null));
  } catch (error) {
    reply.header('X-Amz-Function-Error', 'Unhandled');
    return await reply.send(JSON.stringify(toFunctionError(error)));
  }
}

function assertIsFunction(text: string, functionName: string): void {
  if (toFunctionName(text) === functionName) return;
  throw new InvocationRefusedError('ResourceNotFoundException', 404, `Function not found: ${text}`);
}

function refuse(reply: FastifyReply, error: FastifyError | InvocationRefusedError): FastifyReply {
  const statusCode = error.statusCode ?? 500;
  const name = toApiErrorName(error, statusCode);
  return reply
    .code(statusCode)
    .header('x-amzn-ErrorType', name)
    .send({ Type: statusCode < 500 ? 'User' : 'Service', Message: error.message, message: error.message });
}

function toApiErrorName(error: FastifyError | InvocationRefusedError, statusCode: number): string {
  if (error instanceof InvocationRefusedError) return error.name;
  return statusCode === 413 ? 'RequestTooLargeException' : 'ServiceException';
}

const toText = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export type Forwarded = { status: number; headers: IncomingMessage['headers']; body: Buffer };

/** The request as it came, to another endpoint. Signatures are not checked there, so the host may differ. */
export async function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  forwardTo: string,
): Promise<Forwarded> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname, port } = new URL(forwardTo);
    request({ agent, hostname, port, method, path: url, headers }, resolve).on('error', reject).end(body);
  });
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
}

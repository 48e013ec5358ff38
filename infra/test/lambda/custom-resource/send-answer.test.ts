import { findFreePort } from '@glueline/local/testing';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AnswerNotSentError, sendAnswer } from '../../../lambda/custom-resource/send-answer.ts';

type Received = { method: string | undefined; type: string | undefined; body: string };

/** Answers with one status after the other, and with the last for ever. */
async function startReceiver(...statuses: number[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
    received.push({ method: request.method, type: request.headers['content-type'], body });
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?signature=secret`, received };
}

describe('sending an answer', () => {
  it('puts it without a type, as the address was signed for', async () => {
    const { url, received } = await startReceiver(200);
    await sendAnswer(url, '{"Status":"SUCCESS"}');
    expect(received).toEqual([{ method: 'PUT', type: '', body: '{"Status":"SUCCESS"}' }]);
  });

  it('repeats what was not taken', async () => {
    const { url, received } = await startReceiver(503, 500, 200);
    await sendAnswer(url, '{}');
    expect(received).toHaveLength(3);
  });

  it('gives up after four attempts, without telling the address', async () => {
    const { url, received } = await startReceiver(403);
    await expect(sendAnswer(url, '{}')).rejects.toThrow(
      new AnswerNotSentError('CloudFormation was not answered in 4 attempts: status 403'),
    );
    expect(received).toHaveLength(4);
  });

  it('tells why nobody could be reached, without telling the address', async () => {
    const port = await findFreePort(0);
    await expect(sendAnswer(`http://127.0.0.1:${port}/?signature=secret`, '{}')).rejects.toThrow(
      new AnswerNotSentError('CloudFormation was not answered in 4 attempts: ECONNREFUSED'),
    );
  });
});

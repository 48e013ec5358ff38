import type { IncomingMessage } from 'node:http';

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError' as const;
}

/** The client closed the connection before its request was complete. */
export class RequestAbortedError extends Error {
  override readonly name = 'RequestAbortedError' as const;
}

/** Throws BodyTooLargeError, at the announced length already if there is one, and RequestAbortedError. */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new BodyTooLargeError(`The request body exceeds ${maxBytes} bytes`);
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // The request must outlive an early end of this loop: the answer goes out on the same connection.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > maxBytes) throw tooLarge();
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof BodyTooLargeError || incoming.complete) throw error;
    throw new RequestAbortedError('The request ended before its body did', { cause: error });
  }
  return Buffer.concat(chunks);
}

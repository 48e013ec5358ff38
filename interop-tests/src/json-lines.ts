import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Requests and answers as JSON lines, matched by `id`. */
export type JsonLines = {
  /** Throws NoAnswerError at the deadline and kills the process: whatever it does, it may do forever. */
  call(request: object, deadlineMs: number): Promise<Answer>;
  /** Closes its stdin, and resolves when it has ended. */
  end(): Promise<void>;
};

export type Answer = Readonly<Record<string, unknown>>;

export class NoAnswerError extends Error {
  override name = 'NoAnswerError' as const;
}

export function talkInJsonLines(child: ChildProcessByStdio<Writable, Readable, null>): JsonLines {
  const waiting = new Map<unknown, PromiseWithResolvers<Answer>>();
  let lastId = 0;
  const exited = once(child, 'exit');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    waiting.get(answer['id'])?.resolve(answer);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process has ended'));
  });
  // What is written to a process that has just ended; the call is rejected by the exit.
  child.stdin.on('error', () => {});

  return {
    async call(request, deadlineMs) {
      const id = ++lastId;
      const answered = Promise.withResolvers<Answer>();
      waiting.set(id, answered);
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
      const timer = setTimeout(() => {
        answered.reject(new NoAnswerError(`no answer within ${deadlineMs} ms`));
        child.kill('SIGKILL');
      }, deadlineMs);
      try {
        return await answered.promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
      }
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}

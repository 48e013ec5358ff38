import { type Deadline, within } from '../deadline.ts';

/** One who waits for an answer; each is answered once. */
export type Waiter<Question, Answer> = {
  readonly question: Question;
  readonly deadline: Deadline;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
};

/**
 * Answers in groups, one group at a time: all who came while the one before was answered are the next. So a burst of
 * events that each bring a new field costs one registration. `answer` has to answer each of the group.
 */
export function createWaitingLine<Question, Answer>(
  answer: (group: readonly Waiter<Question, Answer>[]) => Promise<void>,
  toLateError: () => Error,
): (question: Question, deadline: Deadline) => Promise<Answer> {
  let line: Waiter<Question, Answer>[] = [];
  let isServed = false;

  async function serve(): Promise<void> {
    // Whoever comes within the same turn of the event loop belongs together.
    await Promise.resolve();
    while (line.length > 0) {
      const group = line;
      line = [];
      await answer(group).catch((error: unknown) => {
        for (const waiter of group) waiter.reject(error);
      });
    }
    isServed = false;
  }

  return async (question, deadline) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    line.push({ question, deadline, resolve, reject });
    if (!isServed) {
      isServed = true;
      void serve();
    }
    return within(deadline, promise, toLateError);
  };
}

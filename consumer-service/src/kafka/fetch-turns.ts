/**
 * In which order partitions are asked for. A broker fills a response in the order of the request until it is full, so
 * those in front would leave nothing to the others: who got records goes to the end.
 */
export type FetchTurns = {
  inOrder<Work extends { partition: number }>(works: readonly Work[]): Work[];
  served(partition: number): void;
};

export function createFetchTurns(): FetchTurns {
  const lastServed = new Map<number, number>();
  let answers = 0;
  const toLastServed = (partition: number) => lastServed.get(partition) ?? 0;
  return {
    inOrder: (works) => works.toSorted((a, b) => toLastServed(a.partition) - toLastServed(b.partition)),
    served(partition) {
      answers += 1;
      lastServed.set(partition, answers);
    },
  };
}

import type { Machine } from '../machine.ts';

/** What a figure is worth nothing without. */
export function renderMachine(machine: Machine, { at, isPinned }: { at: Date; isPinned: boolean }): string {
  const { processor, cores, memoryGb, kernel, node, java, commit } = machine;
  const pinned = isPinned
    ? 'The contender has core 0 alone; Kafka, the table and the load have the others.'
    : 'The contender shares all cores with Kafka, the table and the load.';
  return `${at.toISOString().slice(0, 16)}Z, commit ${commit}. ${processor}, ${cores} cores, ${memoryGb} GB, Linux ${kernel}, Node ${node}, ${java}. ${pinned}`;
}

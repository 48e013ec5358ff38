/**
 * Whether this member may still write. Closed while its membership may have ended unseen, so that a process that
 * was frozen does not write beside the partition's next owner.
 */
export type Fence = {
  isOpen(): boolean;
  /** Throws the signal's reason when it aborts first. */
  whenOpen(signal: AbortSignal): Promise<void>;
};

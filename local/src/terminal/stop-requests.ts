export type StopReason = NodeJS.Signals | 'npm is gone';

export type StopRequests = {
  /** Resolves at the first request. */
  readonly requested: Promise<StopReason>;
  readonly dispose: () => void;
};

export type StopRequestOptions = {
  /** Called at each later signal: the person wants it now. */
  onImpatience: () => void;
  /** Between npm and this process is a shell, which dies of the SIGTERM that npm passes on, and keeps it. */
  isUnderNpm: boolean;
  nowMs?: () => number;
  signals?: NodeJS.EventEmitter;
  readParentId?: () => number;
};

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Ctrl-C reaches npm too, and npm passes it on: that second one is not a person's second wish. */
const SAME_REQUEST_MS = 1000;
const PARENT_POLL_MS = 250;

/** The first signal asks for an ordered stop; so does the death of the shell that npm started this with. */
export function listenForStopRequests({
  onImpatience,
  isUnderNpm,
  nowMs = () => performance.now(),
  signals = process,
  readParentId = () => process.ppid,
}: StopRequestOptions): StopRequests {
  const { promise: requested, resolve } = Promise.withResolvers<StopReason>();
  let firstMs: number | undefined;
  const listener = (signal: NodeJS.Signals) => {
    firstMs ??= nowMs();
    resolve(signal);
    if (nowMs() - firstMs > SAME_REQUEST_MS) onImpatience();
  };
  for (const signal of SIGNALS) signals.on(signal, listener);

  const parentId = readParentId();
  const watchParent = () => readParentId() === parentId || resolve('npm is gone');
  const watching = isUnderNpm ? setInterval(watchParent, PARENT_POLL_MS) : undefined;
  return {
    requested,
    dispose() {
      clearInterval(watching);
      for (const signal of SIGNALS) signals.off(signal, listener);
    },
  };
}

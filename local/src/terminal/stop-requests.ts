export type StopRequests = {
  /** Resolves at the first request. */
  readonly requested: Promise<NodeJS.Signals>;
  readonly dispose: () => void;
};

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Ctrl-C reaches npm too, and npm passes it on: that second one is not a person's second wish. */
const SAME_REQUEST_MS = 1000;

/** The first signal asks for an ordered stop; a later one calls `onImpatience`, each time. */
export function listenForStopRequests(
  onImpatience: () => void,
  nowMs: () => number = () => performance.now(),
  signals: NodeJS.EventEmitter = process,
): StopRequests {
  const { promise: requested, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let firstMs: number | undefined;
  const listener = (signal: NodeJS.Signals) => {
    firstMs ??= nowMs();
    resolve(signal);
    if (nowMs() - firstMs > SAME_REQUEST_MS) onImpatience();
  };
  for (const signal of SIGNALS) signals.on(signal, listener);
  return {
    requested,
    dispose() {
      for (const signal of SIGNALS) signals.off(signal, listener);
    },
  };
}

import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
/** Long enough to be a habit, short enough to be over soon after the cause is. */
const WINDOW_MS = 30_000;

/** How late timers are, at the median of the last half minute. One long pause, as of a frozen machine, is no habit. */
export type EventLoopWatch = { delayMs(): number; stop(): void };

export function watchEventLoop(): EventLoopWatch {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let lastWindowMs = 0;
  const toMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const timer = setInterval(() => {
    lastWindowMs = toMs(histogram.percentile(50));
    histogram.reset();
  }, WINDOW_MS);
  timer.unref();
  return {
    delayMs: () => lastWindowMs,
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

/*
 * Preloaded into a process, makes its wall clock pass CLOCK_FACTOR times as fast since CLOCK_ORIGIN_MS, and be off by
 * CLOCK_OFFSET_MS. Timers and performance.now() stay as they are: what is waited for does not become shorter, but
 * tokens and sessions grow old in seconds.
 */
const originMs = Number(process.env['CLOCK_ORIGIN_MS'] ?? 0);
const factor = Number(process.env['CLOCK_FACTOR'] ?? 1);
const offsetMs = Number(process.env['CLOCK_OFFSET_MS'] ?? 0);
const RealDate = Date;
const now = () => Math.round(originMs + (RealDate.now() - originMs) * factor + offsetMs);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  get: (target, property, receiver) =>
    property === 'now' ? now : (Reflect.get(target, property, receiver) as unknown),
});

import { type Bag, createBag } from './bag.ts';

type Callback = () => void;

const callbacksOf = new WeakMap<AbortSignal, Bag<Callback>>();

/**
 * Calls back when the signal aborts from now on. Returns what takes that back.
 *
 * Not a listener each: Node links the listeners of a signal, and one that was removed still leads to those that came
 * after it. Signals that live as long as a partition, with listeners that come and go with every portion, did to the
 * collector what `bag.ts` says of sets.
 */
export function onAbort(signal: AbortSignal, callback: Callback): () => void {
  const callbacks = callbacksOf.get(signal) ?? listen(signal);
  const slot = callbacks.add(callback);
  return () => callbacks.remove(slot);
}

function listen(signal: AbortSignal): Bag<Callback> {
  const callbacks = createBag<Callback>();
  callbacksOf.set(signal, callbacks);
  const callAll = () => {
    for (const callback of callbacks.values()) callback();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return callbacks;
}

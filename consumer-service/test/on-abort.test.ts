import { expect, test, vi } from 'vitest';
import { onAbort } from '../src/on-abort.ts';

test('calls back when the signal aborts, unless that was taken back', () => {
  const stopping = new AbortController();
  const [kept, takenBack, later] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
  onAbort(stopping.signal, kept);
  onAbort(stopping.signal, takenBack)();
  onAbort(stopping.signal, later);
  stopping.abort();
  expect([kept, takenBack, later].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
});

test('a callback may take back the others', () => {
  const stopping = new AbortController();
  const second = vi.fn<() => void>();
  let takeBack = () => {};
  const takesBack = vi.fn<() => void>(() => takeBack());
  onAbort(stopping.signal, takesBack);
  takeBack = onAbort(stopping.signal, second);
  stopping.abort();
  expect(takesBack).toHaveBeenCalledOnce();
});

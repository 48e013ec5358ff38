/**
 * What Node is started with. V8 sizes its heap by the memory of the machine and lets garbage pile up accordingly: with
 * 24 GiB, working through a backlog of 2 KB records took 380 MB where 40 to 90 MB were alive. Records themselves are
 * buffers, outside of this heap, and bounded per partition.
 *
 * With little memory V8 also collects when a third more is there than was alive, which here is once a second, and marks
 * the whole heap each time: the libraries' code, mostly. When it has doubled is soon enough.
 *
 * And V8 would put lists whose kind mostly lives long straight among the old objects. Ours live for a tenth of a second,
 * but from there each keeps the thousand records in it alive until the next full collection.
 */
export const NODE_FLAGS = [
  '--max-semi-space-size=16',
  '--max-old-space-size=128',
  '--heap-growing-percent=100',
  '--no-allocation-site-pretenuring',
] as const;

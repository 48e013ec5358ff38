/** What `--cpu-prof` writes, as far as it is needed. */
export type CpuProfile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  /** In µs of the machine's clock, which all processes share. */
  readonly startTime: number;
  readonly samples: readonly number[];
  /** In µs, one per sample: the time since the one before. */
  readonly timeDeltas: readonly number[];
};

type CallFrame = { readonly functionName: string; readonly url: string };

export type Share = { readonly what: string; readonly share: number };

const NOT_WORK = new Set(['(idle)', '(program)']);

/**
 * Of the time at work from `fromMicros` on, by who wrote the code that runs; and the functions that take most by
 * themselves. Before that a process loads and compiles, which would hide what a record costs.
 */
export function toShares(profile: CpuProfile, fromMicros: number): { owners: Share[]; functions: Share[] } {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const owners = new Map<string, number>();
  const functions = new Map<string, number>();
  let totalMicros = 0;
  let atMicros = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    const micros = profile.timeDeltas[index] ?? 0;
    atMicros += micros;
    if (atMicros < fromMicros) continue;
    if (frame === undefined || NOT_WORK.has(frame.functionName)) continue;
    totalMicros += micros;
    add(owners, toOwner(frame), micros);
    add(functions, `${frame.functionName || '(anonymous)'}, ${toOwner(frame)}`, micros);
  }
  return { owners: toSorted(owners, totalMicros), functions: toSorted(functions, totalMicros) };
}

/** A package of npm, a file of ours, or a part of Node. */
export function toOwner({ functionName, url }: CallFrame): string {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (url === '') return 'V8 and native code';
  if (url.startsWith('node:')) return `Node, ${url.replace('node:internal/', '').replace('node:', '')}`;
  const packageName = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  return /([^/]+\/src\/.+)$/.exec(url)?.[1] ?? url;
}

function add(sums: Map<string, number>, what: string, micros: number): void {
  sums.set(what, (sums.get(what) ?? 0) + micros);
}

function toSorted(sums: ReadonlyMap<string, number>, totalMicros: number): Share[] {
  const shares = [...sums].map(([what, micros]) => ({ what, share: micros / totalMicros }));
  return shares.toSorted((left, right) => right.share - left.share);
}

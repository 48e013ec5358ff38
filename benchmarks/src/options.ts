import { parseArgs } from 'node:util';

const BENCHMARKS = ['compare', 'latency', 'growth', 'profile', 'start-up'] as const;
type Benchmark = (typeof BENCHMARKS)[number];

export type Options = {
  readonly benchmark: Benchmark;
  readonly isQuick: boolean;
  readonly isHelp: boolean;
  /** Empty means all. */
  readonly contenders: readonly string[];
};

/** The command line cannot be understood: say how to, exit with 2. */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}

export const HELP = `Measures Glueline, and what others would use instead, on this machine.

Usage: npm run bench -- [benchmark] [options]

  compare    throughput, order and correctness of every contender; the default
  latency    from a producer's acknowledgement to the readable item
  growth     cost of an item over schema versions, partitions, record sizes and keys
  profile    where the consumer's CPU time goes
  start-up   consumer and producer, from nothing

  --quick              a sixth of the time, for a first look; results go to benchmarks/results/quick
  --contenders a,b     only these of the comparison; the first is what the others are compared with
  --help               show this
`;

/** Throws UsageError. `known` are the contenders there are. */
export function parseOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [benchmark = 'compare', ...others] = positionals;
  if (!isBenchmark(benchmark) || others.length > 0) {
    throw new UsageError(
      `there is one benchmark, of ${BENCHMARKS.join(', ')} (received "${positionals.join(' ')}")`,
    );
  }
  const contenders = values.contenders?.split(',') ?? [];
  const unknown = contenders.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--contenders takes ${known.join(', ')} (received "${unknown}")`);
  }
  if (values.contenders !== undefined && benchmark !== 'compare') {
    throw new UsageError(`--contenders belongs to compare (received with ${benchmark})`);
  }
  return { benchmark, isQuick: values.quick, isHelp: values.help, contenders };
}

function isBenchmark(name: string): name is Benchmark {
  return BENCHMARKS.some((each) => each === name);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        contenders: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

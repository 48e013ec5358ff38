import { z } from 'zod';
import { ConfigurationError } from './errors.ts';

const wholeNumber = (min: number, max: number) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z
    .string({ error: rule })
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((number) => number >= min && number <= max, rule);
};

export const environmentSchema = z.object({
  EMULATOR_HOST: z.string().default('127.0.0.1'),
  /** 0 takes any free port; the log line at the start says which. */
  EMULATOR_PORT: wholeNumber(0, 65_535),
  EMULATOR_ACCOUNTS_FILE: z.string({ error: 'must be the path of a JSON file with accounts' }),
  EMULATOR_DATA_DIR: z.string().optional(),
  // 3 s is when recorded PENDING versions were first seen settled.
  EMULATOR_PENDING_DELAY_MS: wholeNumber(0, 3_600_000).default(3000),
  // Recorded ones were gone when looked for 0.7 s later.
  EMULATOR_DELETE_DELAY_MS: wholeNumber(0, 3_600_000).default(700),
  EMULATOR_FAULT_CONTROL: z.enum(['on', 'off'], { error: 'must be "on" or "off"' }).default('off'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly accountsFile: string;
  readonly dataDir: string | undefined;
  readonly pendingDelayMs: number;
  readonly deleteDelayMs: number;
  readonly isFaultControlEnabled: boolean;
  readonly logLevel: string;
}

/** A variable set to the empty string counts as not set. Throws ConfigurationError with every problem. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => describe(String(issue.path[0]), issue.message, set)),
    );
  }
  return Object.freeze({
    host: parsed.data.EMULATOR_HOST,
    port: parsed.data.EMULATOR_PORT,
    accountsFile: parsed.data.EMULATOR_ACCOUNTS_FILE,
    dataDir: parsed.data.EMULATOR_DATA_DIR,
    pendingDelayMs: parsed.data.EMULATOR_PENDING_DELAY_MS,
    deleteDelayMs: parsed.data.EMULATOR_DELETE_DELAY_MS,
    isFaultControlEnabled: parsed.data.EMULATOR_FAULT_CONTROL === 'on',
    logLevel: parsed.data.LOG_LEVEL,
  });
}

function describe(variable: string, rule: string, set: Record<string, string | undefined>): string {
  const value = set[variable];
  return value === undefined
    ? `${variable} is not set; it ${rule}`
    : `${variable}: ${rule} (received "${value}")`;
}

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type StartOptions = { isHelp: boolean; isOnce: boolean; dataFolder: string | undefined };

/** The command line cannot be understood: say how to, exit with 2. */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}

export const START_HELP = `Runs the whole pipeline on this machine, with its demo.

Usage: npm start -- [options]

  --once       stop after the demo; exit with 0 when every row of it held, else with 1
  --data DIR   keep in DIR what Kafka, DynamoDB Local and the registry store, and use what is there
  --help       show this

One pipeline runs at a time, so that "npm run send" knows which one is meant; --once runs beside it.
More at the same time: give each a state folder of its own, for npm start and for npm run send:

  GLUELINE_STATE_DIR=/tmp/second npm start
`;

/** Throws UsageError. */
export function parseStartOptions(args: readonly string[], callerFolder: string): StartOptions {
  const values = parse(args);
  if (values.data === '') throw new UsageError('--data needs a folder (received "")');
  return {
    isHelp: values.help,
    isOnce: values.once,
    dataFolder: values.data === undefined ? undefined : resolve(callerFolder, values.data),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        data: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** The one argument of `npm run send`, as it was written. Throws UsageError. */
export function parseEventArgument(args: readonly string[]): string {
  const [event, ...others] = args;
  if (event === undefined || others.length > 0) {
    throw new UsageError(
      `give one event as JSON, in quotes (received ${args.length} arguments): npm run send -- '{"temperature": 31}'`,
    );
  }
  try {
    JSON.parse(event);
  } catch (error) {
    throw new UsageError(`the event is not JSON: ${(error as Error).message}`, { cause: error });
  }
  return event;
}

import { type Child, readConfig, startChild } from '@glueline/local/parts';
import { onContenderCore } from '../process/core.ts';

/** On the core that is the contender's alone. */
export function spawnContender(settings: {
  name: string;
  command: string;
  args: readonly string[];
  environment: Readonly<Record<string, string>>;
}): Child {
  const [command, args] = onContenderCore(settings.command, settings.args);
  const { childEnvironment } = readConfig(process.env);
  const environment = { ...childEnvironment, ...settings.environment };
  return startChild({ name: settings.name, command, args, environment, stopTimeoutMs: 30_000 });
}

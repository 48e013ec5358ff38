import type { ChildGroup } from './child/child-group.ts';
import { readConfig } from './config.ts';

type Keystore = { file: string; password: string };

/** Runs keytool on a PKCS12 keystore, which it makes when there is none. It is part of every Java runtime. */
export function createKeytool(children: ChildGroup, { file, password }: Keystore) {
  const { java, childEnvironment } = readConfig(process.env);
  return async (...args: string[]): Promise<void> => {
    await children.run({
      name: 'keytool',
      // Beside its launcher.
      command: java.command.replace(/java$/, 'keytool'),
      args: [...args, '-keystore', file, '-storetype', 'PKCS12', '-storepass', password],
      environment: childEnvironment,
      stopTimeoutMs: 1000,
    });
  };
}

import { type ChildGroup, readConfig } from '@glueline/local/parts';
import { join } from 'node:path';

const PASSWORD = 'not-a-secret';

/** The table server's key, and what a client has to be told to believe it. */
export type Certificate = {
  readonly keystoreFile: string;
  readonly password: string;
  readonly caFile: string;
};

/** Signed by itself, for this machine's own address. */
export async function createCertificate(children: ChildGroup, folder: string): Promise<Certificate> {
  const { java, childEnvironment } = readConfig(process.env);
  const keystoreFile = join(folder, 'table.p12');
  const caFile = join(folder, 'table.pem');
  const keytool = async (...args: string[]) =>
    children.run({
      name: 'keytool',
      // Part of every Java runtime, beside its launcher.
      command: java.command.replace(/java$/, 'keytool'),
      args: [...args, '-alias', 'table', '-keystore', keystoreFile, '-storepass', PASSWORD],
      environment: childEnvironment,
      stopTimeoutMs: 1000,
    });
  const names = ['-dname', 'CN=Table server', '-ext', 'san=ip:127.0.0.1', '-ext', 'bc:c'];
  await keytool('-genkeypair', '-keyalg', 'EC', '-validity', '2', '-storetype', 'PKCS12', ...names);
  await keytool('-exportcert', '-rfc', '-file', caFile);
  return { keystoreFile, password: PASSWORD, caFile };
}

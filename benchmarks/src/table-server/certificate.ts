import { type ChildGroup, createKeytool } from '@glueline/local/parts';
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
  const keystoreFile = join(folder, 'table.p12');
  const caFile = join(folder, 'table.pem');
  const keytool = createKeytool(children, { file: keystoreFile, password: PASSWORD });
  const names = ['-alias', 'table', '-dname', 'CN=Table server', '-ext', 'san=ip:127.0.0.1', '-ext', 'bc:c'];
  await keytool('-genkeypair', '-keyalg', 'EC', '-validity', '2', ...names);
  await keytool('-exportcert', '-rfc', '-alias', 'table', '-file', caFile);
  return { keystoreFile, password: PASSWORD, caFile };
}

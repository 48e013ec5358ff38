import { type ChildGroup, createKeytool } from '@glueline/local/parts';
import { join } from 'node:path';

const PASSWORD = 'not-a-secret';

export type Certificates = { keystoreFile: string; keystorePassword: string; caFile: string };

/** An authority, and a broker's key that it has signed for `name` and for nothing else. */
export async function createCertificates(
  children: ChildGroup,
  folder: string,
  name: string,
): Promise<Certificates> {
  const keystoreFile = join(folder, 'broker.p12');
  const caFile = join(folder, 'ca.pem');
  const keytool = createKeytool(children, { file: keystoreFile, password: PASSWORD });
  const pair = ['-genkeypair', '-keyalg', 'EC', '-validity', '2'];
  await keytool(...pair, '-alias', 'ca', '-dname', 'CN=Test authority', '-ext', 'bc:c', '-ext', 'ku=kCS');
  const broker = ['-dname', 'CN=Test broker', '-ext', `san=dns:${name}`];
  await keytool(...pair, '-alias', 'broker', '-signer', 'ca', ...broker);
  await keytool('-exportcert', '-rfc', '-alias', 'ca', '-file', caFile);
  // A broker takes any key of its store for its own.
  await keytool('-delete', '-alias', 'ca');
  return { keystoreFile, keystorePassword: PASSWORD, caFile };
}

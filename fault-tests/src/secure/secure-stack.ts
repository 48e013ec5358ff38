import { createChildGroup, findFreePort, REGION } from '@glueline/local/parts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Stack, startStack } from '../stack.ts';
import { createCertificates } from './certificates.ts';
import { compileVerifier } from './compile-verifier.ts';
import { KAFKA_EXTERNAL_ID, KAFKA_ROLE_NAME, startFastEmulator } from './fast-emulator.ts';
import { SCRAM_USER as user, toSecureProperties } from './secure-properties.ts';
import { createSessionsFile, type SessionsFile } from './sessions-file.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const FAST_CLOCK_FILE = fileURLToPath(new URL('fast-clock.ts', import.meta.url));

export type SecureStack = Stack & {
  /** In front of the listener that wants TLS and a password or token. */
  readonly proxy: TcpProxy;
  /** Of the authority that signed the broker's certificate. */
  readonly caFile: string;
  /** What a member needs in order to connect with a token. */
  readonly tokenSettings: Readonly<Record<string, string>>;
  readonly passwordSettings: Readonly<Record<string, string>>;
  /** For processes that live in this world's time. */
  readonly nodeFlags: readonly string[];
  /** Of the role whose tokens the broker takes. */
  readonly sessions: SessionsFile;
  /** The broker's, on every token it was shown: "accepted <hash>" or "refused <reason>". */
  verdicts(): Promise<string[]>;
};

/**
 * A broker with a SASL_SSL listener, which every `maxReauthMs` wants proof anew, an emulator of the accounts whose
 * sessions it knows, and a clock that passes `clockFactor` times as fast.
 */
export async function startSecureStack(options: {
  maxReauthMs: number;
  clockFactor: number;
}): Promise<SecureStack> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-secure-'));
  const sessions = createSessionsFile(join(folder, 'sessions'), KAFKA_ROLE_NAME);
  const verdictsFile = join(folder, 'verdicts');
  await writeFile(verdictsFile, '');
  const { clockFactor, maxReauthMs } = options;
  const originMs = Date.now();

  const { stack, proxy, caFile } = await startSecureBroker(folder, maxReauthMs, {
    region: REGION,
    sessions: sessions.file,
    verdicts: verdictsFile,
    clockOriginMs: String(originMs),
    clockFactor: String(clockFactor),
  });
  const emulator = await startFastEmulator(stack.parts.accounts, {
    clock: () => Math.round(originMs + (Date.now() - originMs) * clockFactor),
    // Five minutes of real time, for a request on its way and for the clients of the test, whose clock is the real one.
    maxClockSkewMs: 300_000 * clockFactor,
    onRoleSession: sessions.add,
  });
  const clock = { CLOCK_ORIGIN_MS: String(originMs), CLOCK_FACTOR: String(clockFactor) };
  return {
    ...stack,
    parts: { ...stack.parts, registryEndpoint: emulator.endpoint },
    proxy,
    caFile,
    ...toSettings(stack, { KAFKA_BROKERS: `localhost:${proxy.port}`, KAFKA_CA_FILE: caFile, ...clock }),
    nodeFlags: ['--import', FAST_CLOCK_FILE],
    sessions,
    verdicts: async () => (await readFile(verdictsFile, 'utf8')).split('\n').slice(0, -1),
    async stop() {
      proxy.close();
      await Promise.all([stack.stop(), emulator.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startSecureBroker(
  folder: string,
  maxReauthMs: number,
  verifierOptions: Readonly<Record<string, string>>,
) {
  const children = createChildGroup();
  const certificates = await createCertificates(children, folder, 'localhost');
  const classFolder = await compileVerifier(children, folder);
  const securePort = await findFreePort(0);
  const proxy = await startTcpProxy(() => ({ host: '127.0.0.1', port: securePort }));
  const places = { listensOn: `127.0.0.1:${securePort}`, advertises: `localhost:${proxy.port}` };
  const settings = { ...places, certificates, maxReauthMs, verifierOptions };
  const stack = await startStack({
    classFolder,
    formatArguments: ['--add-scram', `SCRAM-SHA-512=[name=${user.name},password=${user.password}]`],
    changeProperties: (usual) => toSecureProperties({ usual, ...settings }),
  });
  return { stack, proxy, caFile: certificates.caFile };
}

function toSettings({ parts }: Stack, connection: Readonly<Record<string, string>>) {
  return {
    tokenSettings: {
      ...connection,
      KAFKA_AUTH: 'msk-iam',
      KAFKA_ROLE_ARN: `arn:aws:iam::${parts.accounts.producer.accountId}:role/${KAFKA_ROLE_NAME}`,
      KAFKA_EXTERNAL_ID,
    },
    passwordSettings: {
      ...connection,
      KAFKA_AUTH: 'scram-sha-512',
      KAFKA_USERNAME: user.name,
      KAFKA_PASSWORD: user.password,
    },
  };
}

import { findJars, readConfig, REGION } from '@glueline/local/parts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compilePeer } from './compile-peer.ts';
import type { Exchanged } from './exchange.ts';

/** The first call loads the AWS SDK, which takes seconds on a busy machine. */
const CALL_DEADLINE_MS = 30_000;

/** Settings of the official client by its own names; it casts `metadata` and `tags` to a map. */
export type Configuration = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export type WriteRequest = {
  topic: string;
  configuration: Configuration;
  /** null is a tombstone. */
  definition: string | null;
  value: Exchanged;
  /** Without one the serializer asks the registry, or registers. */
  schemaVersionId?: string;
};

export type ReadAnswer = { definition: string | null; value: Exchanged };

/** The official client in a JVM of its own. */
export type JavaPeer = {
  /** The frame, or null for a tombstone. Throws JavaFailure, or JavaHangError, after which it has to be started anew. */
  write(request: WriteRequest): Promise<Buffer | null>;
  read(frame: Buffer | null, deadlineMs?: number): Promise<ReadAnswer>;
  stop(): Promise<void>;
};

/** What the client threw: class and message of each, the outermost first. */
export class JavaFailure extends Error {
  override name = 'JavaFailure' as const;
  readonly chain: readonly { class: string; message: string | null }[];

  constructor(chain: readonly { class: string; message: string | null }[]) {
    super(chain.map(({ class: name, message }) => `${name}: ${message}`).join('\n  caused by '));
    this.chain = chain;
  }
}

/** The call did not return within its deadline: the process was killed. */
export class JavaHangError extends Error {
  override name = 'JavaHangError' as const;
}

type Answer = { id: number; failure?: { class: string; message: string | null }[] } & Record<string, unknown>;

export async function startJavaPeer(settings: {
  registryEndpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): Promise<JavaPeer> {
  const { java, childEnvironment } = readConfig(process.env);
  const classFolder = await compilePeer();
  const classPath = `${classFolder}:${join(findJars(java, 'serde'), '*')}`;
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const child = spawn(java.command, [...options, '-cp', classPath, 'JavaPeer'], {
    env: {
      ...childEnvironment,
      AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    waiting.get(answer.id)?.resolve(answer);
  });
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the Java process has ended'));
  });
  let lastId = 0;

  async function call(request: object, deadlineMs: number): Promise<Answer> {
    const id = ++lastId;
    const answered = Promise.withResolvers<Answer>();
    waiting.set(id, answered);
    child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    const timer = setTimeout(() => {
      answered.reject(new JavaHangError(`no answer within ${deadlineMs} ms`));
      child.kill('SIGKILL');
    }, deadlineMs);
    try {
      const answer = await answered.promise;
      if (answer.failure !== undefined) throw new JavaFailure(answer.failure);
      return answer;
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  }

  const everyCall = { region: REGION, endpoint: settings.registryEndpoint };
  return {
    async write({ configuration, ...request }) {
      const settled = { ...everyCall, dataFormat: 'AVRO', ...configuration };
      const answer = await call({ call: 'write', ...request, configuration: settled }, CALL_DEADLINE_MS);
      return answer['frame'] === null ? null : Buffer.from(answer['frame'] as string, 'hex');
    },
    async read(frame, deadlineMs = CALL_DEADLINE_MS) {
      const configuration = { ...everyCall, avroRecordType: 'GENERIC_RECORD' };
      const hex = frame === null ? null : frame.toString('hex');
      const answer = await call({ call: 'read', topic: 'any', frame: hex, configuration }, deadlineMs);
      return answer as unknown as ReadAnswer;
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

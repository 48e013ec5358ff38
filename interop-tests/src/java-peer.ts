import { findJars, readConfig, REGION } from '@glueline/local/parts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compilePeer } from './compile-peer.ts';
import type { Exchanged } from './exchange.ts';
import { type Answer, talkInJsonLines } from './json-lines.ts';

/** The first call loads the AWS SDK, which takes seconds on a busy machine. */
const CALL_DEADLINE_MS = 45_000;

/** Settings of the official client by its own names; it casts `metadata` and `tags` to a map. */
export type Configuration = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

type WriteRequest = {
  topic: string;
  configuration: Configuration;
  /** null is a tombstone. */
  definition: string | null;
  value: Exchanged;
  /** Without one the serializer asks the registry, or registers. */
  schemaVersionId?: string;
};

type ReadAnswer = { definition: string | null; value: Exchanged };

/** The official client in a JVM of its own. */
export type JavaPeer = {
  /** The frame, or null for a tombstone. Throws JavaFailure; or NoAnswerError, and then it has to be started anew. */
  write(request: WriteRequest): Promise<Buffer | null>;
  read(frame: Buffer | null, deadlineMs?: number): Promise<ReadAnswer>;
  stop(): Promise<void>;
};

/** What the client threw: class and message of each, the outermost first. */
export class JavaFailure extends Error {
  override name = 'JavaFailure' as const;
  readonly chain: readonly Link[];

  constructor(chain: readonly Link[]) {
    super(chain.map(({ class: name, message }) => `${name}: ${message}`).join('\n  caused by '));
    this.chain = chain;
  }
}

type Link = { class: string; message: string | null };

export async function startJavaPeer(settings: {
  registryEndpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): Promise<JavaPeer> {
  const peer = talkInJsonLines(spawnPeer(await compilePeer(), settings.credentials));
  const everyCall = { region: REGION, endpoint: settings.registryEndpoint };

  async function callOrThrow(request: object, deadlineMs: number): Promise<Answer> {
    const answer = await peer.call(request, deadlineMs);
    if (answer['failure'] !== undefined) throw new JavaFailure(answer['failure'] as Link[]);
    return answer;
  }

  return {
    async write({ configuration, ...request }) {
      const settled = { ...everyCall, dataFormat: 'AVRO', ...configuration };
      const answer = await callOrThrow(
        { call: 'write', ...request, configuration: settled },
        CALL_DEADLINE_MS,
      );
      return answer['frame'] === null ? null : Buffer.from(answer['frame'] as string, 'hex');
    },
    async read(frame, deadlineMs = CALL_DEADLINE_MS) {
      const configuration = { ...everyCall, avroRecordType: 'GENERIC_RECORD' };
      const hex = frame === null ? null : frame.toString('hex');
      const answer = await callOrThrow({ call: 'read', topic: 'any', frame: hex, configuration }, deadlineMs);
      return answer as ReadAnswer;
    },
    stop: async () => peer.end(),
  };
}

function spawnPeer(classFolder: string, credentials: { accessKeyId: string; secretAccessKey: string }) {
  const { java, childEnvironment } = readConfig(process.env);
  const classPath = `${classFolder}:${join(findJars(java, 'serde'), '*')}`;
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return spawn(java.command, [...options, '-cp', classPath, 'JavaPeer'], {
    env: {
      ...childEnvironment,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

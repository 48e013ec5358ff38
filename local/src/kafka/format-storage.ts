import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { findJars, toJavaArguments } from '../java.ts';
import type { JavaRuntime } from '../config.ts';

/** Gives an empty data folder its cluster id and its one voter; a KRaft broker does not start without. */
export async function formatStorage(java: JavaRuntime, propertiesFile: string): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const args = toJavaArguments({
    jars: findJars(java, 'kafka'),
    mainClass: 'kafka.tools.StorageTool',
    maxHeapMb: 128,
    options: [],
  });
  const command = ['format', '--standalone', '--cluster-id', clusterId, '--config', propertiesFile];
  try {
    await promisify(execFile)(java.command, [...args, ...command]);
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    const said = `${stdout ?? ''}${stderr ?? ''}`.trim();
    throw new Error(`cannot format Kafka's data folder: ${said || (error as Error).message}`, {
      cause: error,
    });
  }
}

import { prepareClassFolder } from '@glueline/local/parts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBenchmarkJars } from '../../prepare/jars.js';

export type JarProfile = 'consumers' | 'flink';

const SOURCE_FOLDER = fileURLToPath(new URL('../peers/java', import.meta.url));

const SOURCES = {
  consumers: ['Job', 'Items', 'BatchWriter', 'PlainConsumer', 'KeyOrderedConsumer'],
  flink: ['Job', 'Items', 'FlinkPipeline', 'FrameToWrite'],
} as const satisfies Record<JarProfile, readonly string[]>;

/** Compiles what has changed. Resolves to a class path. Throws when the jars were not fetched. */
export async function prepareClasses(profile: JarProfile): Promise<string> {
  const jars = findBenchmarkJars(profile);
  const sourceFiles = SOURCES[profile].map((name) => join(SOURCE_FOLDER, `${name}.java`));
  const classFolder = await prepareClassFolder({ name: `benchmark-${profile}`, sourceFiles, jars });
  return `${classFolder}:${join(jars, '*')}`;
}

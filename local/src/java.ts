import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JavaRuntime } from './config.ts';

/**
 * Measured here: with the first compiler only, the broker answers after 1.6 s instead of 2.1 s and DynamoDB Local
 * after 1.0 s instead of 1.4 s; the serial collector takes less memory. An archive of loaded classes would save
 * another 0.7 s, but takes 2.5 s and 50 MB to make: not worth its care.
 */
const FAST_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** The jars of one profile of pom.xml; each has a class path of its own. Throws when they were not fetched. */
export function findJars(java: JavaRuntime, profile: 'kafka' | 'dynamodb' | 'compiler' | 'serde'): string {
  const folder = join(java.jarFolder, profile);
  if (!existsSync(folder)) {
    throw new Error(`${folder} is missing: fetch the jars with "node local/prepare/prepare.js"`);
  }
  return folder;
}

export function toJavaArguments(call: {
  jars: string;
  /** Whose classes are found before those of the jars. */
  classFolder?: string | undefined;
  mainClass: string;
  maxHeapMb: number;
  options: readonly string[];
}): string[] {
  const jars = join(call.jars, '*');
  const classPath = call.classFolder === undefined ? jars : `${call.classFolder}:${jars}`;
  return [`-Xmx${call.maxHeapMb}m`, ...FAST_START, ...call.options, '-cp', classPath, call.mainClass];
}

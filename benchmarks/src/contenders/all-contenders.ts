import type { Contender } from './contender.ts';
import { createGlueline } from './glueline.ts';
import { createJavaPeer, createSdkLoop } from './peers.ts';

/** On one core the compiler takes turns with what it compiles: after this long, figures no longer rise. */
const NODE_WARM_UP_MS = 6000;
const JAVA_WARM_UP_MS = 7000;

/** A heap as a task of 1 GB would give it. Which collector is the JVM's choice; on one core, the serial one. */
const JAVA_OPTIONS = ['-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** What Flink's own scripts set for Java 17. */
const FLINK_OPTIONS = [
  '-Xmx768m',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  ...['java.lang', 'java.util', 'java.util.concurrent', 'java.net', 'java.nio', 'java.time'].map(
    (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
  ),
];

const node = { warmUpMs: NODE_WARM_UP_MS };
const java = { warmUpMs: JAVA_WARM_UP_MS, profile: 'consumers' as const, options: JAVA_OPTIONS };

/** The first one is what the others are compared with. */
export const CONTENDERS: readonly Contender[] = [
  createGlueline({ ...node, name: 'glueline', title: 'Glueline' }),
  createGlueline({
    ...node,
    name: 'glueline-sdk',
    title: 'Glueline, AWS SDK as its transport',
    settings: { TABLE_TRANSPORT: 'sdk' },
  }),
  createSdkLoop({
    ...node,
    name: 'sdk-loop',
    title: 'AWS SDK loop (MessagesStream, avsc, lib-dynamodb × 25)',
  }),
  createJavaPeer({
    ...java,
    name: 'java-batch',
    title: 'Java consumer, official serde, SDK v2 BatchWriteItem × 25',
    mainClass: 'PlainConsumer',
    arguments: ['batch'],
  }),
  createJavaPeer({
    ...java,
    name: 'java-put',
    title: 'Java consumer, official serde, SDK v2 PutItem per record',
    mainClass: 'PlainConsumer',
    arguments: ['put'],
  }),
  createJavaPeer({
    ...java,
    name: 'parallel-consumer',
    title: 'Confluent Parallel Consumer (key order), SDK v2 BatchWriteItem × 25',
    mainClass: 'KeyOrderedConsumer',
  }),
  createJavaPeer({
    ...java,
    name: 'flink',
    title: 'Flink 1.19, Kafka source, DynamoDB sink',
    profile: 'flink',
    mainClass: 'FlinkPipeline',
    options: FLINK_OPTIONS,
  }),
];

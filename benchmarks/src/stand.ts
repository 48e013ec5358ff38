import {
  createChildGroup,
  readConfig,
  REAL_PARTS_STOP_ORDER,
  REGION,
  type ChildGroup,
  type RealParts,
  startRealParts,
  uniqueName,
} from '@glueline/local/parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from './contenders/contender.ts';
import { leaveContenderCore } from './process/core.ts';
import { preloadTopic } from './workload/preload.ts';
import { registerVersions } from './workload/schema-versions.ts';
import type { Workload } from './workload/workload.ts';

/** Kafka, DynamoDB Local and the registry's emulator, for as long as one benchmark lasts. */
export type Stand = {
  readonly parts: RealParts;
  readonly children: ChildGroup;
  /** A topic with the workload in it. Resolves to its name. */
  fill(workload: Workload): Promise<string>;
  /** With a group that nobody has used. */
  createJob(table: Pick<Job, 'topic' | 'tableEndpoint' | 'tableName'>): Job;
  stop(): Promise<void>;
};

/** `hasOwnCore`: the contender; else it shares all cores with what surrounds it. */
export async function startStand({ hasOwnCore }: { hasOwnCore: boolean }): Promise<Stand> {
  if (hasOwnCore) leaveContenderCore();
  const runFolder = await mkdtemp(join(tmpdir(), 'glueline-bench-'));
  const children = createChildGroup();
  const stop = async () => {
    await children.stop(REAL_PARTS_STOP_ORDER);
    children.kill();
    await rm(runFolder, { recursive: true, force: true });
  };
  try {
    const ports = { kafka: 0, dynamodb: 0, registry: 0 };
    const parts = await startRealParts(readConfig(process.env), children, { ports, runFolder });
    return { ...createStand(parts, children), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** On parts that are somebody else's to stop. */
export function createStand(parts: RealParts, children: ChildGroup): Omit<Stand, 'stop'> {
  return {
    parts,
    children,
    async fill(workload) {
      const topic = uniqueName(workload.kind);
      const versionIds = await registerVersions(parts, topic, workload.versionCount);
      await preloadTopic({ brokers: parts.kafkaBrokers, topic, workload, versionIds });
      return topic;
    },
    createJob: (table) => ({
      ...table,
      brokers: parts.kafkaBrokers,
      groupId: uniqueName('group'),
      registryEndpoint: parts.registryEndpoint,
      region: REGION,
    }),
  };
}

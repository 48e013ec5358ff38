import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createChildGroup } from '../src/child/child-group.ts';
import { readConfig } from '../src/config.ts';
import type { RealParts } from '../src/real-parts.ts';
import { REAL_PARTS_STOP_ORDER, startRealParts } from '../src/start-real-parts.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    realParts: RealParts;
  }
}

/** Once per run, on free ports. Test files keep apart by topic, table and registry name. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), 'glueline-test-'));
  const children = createChildGroup();
  const teardown = async () => {
    await children.stop(REAL_PARTS_STOP_ORDER);
    await rm(runFolder, { recursive: true, force: true });
  };
  try {
    const realParts = await startRealParts(readConfig(process.env), children, {
      ports: { kafka: 0, dynamodb: 0, registry: 0 },
      runFolder,
    });
    project.provide('realParts', realParts);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

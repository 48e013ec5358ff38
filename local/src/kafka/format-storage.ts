import { randomBytes } from 'node:crypto';
import type { ChildGroup } from '../child/child-group.ts';
import type { Config } from '../config.ts';
import { findJars, toJavaArguments } from '../java.ts';

export const KAFKA = 'Kafka';

/**
 * Gives an empty data folder its cluster's id, and without a `clusterId` a new one and itself as the one voter; a KRaft
 * broker does not start without.
 */
export async function formatStorage(
  config: Config,
  children: ChildGroup,
  settings: {
    propertiesFile: string;
    clusterId?: string;
    formatArguments?: readonly string[];
    classFolder?: string;
  },
): Promise<void> {
  const { propertiesFile, clusterId, formatArguments = [], classFolder } = settings;
  const cluster =
    clusterId === undefined
      ? ['--standalone', `--cluster-id=${randomBytes(16).toString('base64url')}`]
      : ['--no-initial-controllers', `--cluster-id=${clusterId}`];
  const java = toJavaArguments({
    jars: findJars(config.java, 'kafka'),
    classFolder,
    mainClass: 'kafka.tools.StorageTool',
    maxHeapMb: 128,
    options: [],
  });
  await children.run({
    name: KAFKA,
    command: config.java.command,
    args: [...java, 'format', ...cluster, '--config', propertiesFile, ...formatArguments],
    environment: config.childEnvironment,
    stopTimeoutMs: 1000,
  });
}

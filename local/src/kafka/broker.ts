import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildGroup } from '../child/child-group.ts';
import type { Config, JavaRuntime } from '../config.ts';
import { findJars, toJavaArguments } from '../java.ts';
import { findFreePort } from '../ports.ts';
import { formatStorage, KAFKA } from './format-storage.ts';
import { type Properties, renderProperties, toServerProperties } from './server-properties.ts';

const LOG4J_FILE = fileURLToPath(new URL('log4j2.yaml', import.meta.url));
/** What the broker logs when it takes requests. Its port is open long before, and may be somebody else's. */
const READY = 'Kafka Server started';

export type BrokerSettings = {
  port: number;
  folder: string;
  logFile?: string | undefined;
  /** Of the usual ones makes those of this broker. */
  changeProperties?: (usual: Properties) => Properties;
  /** Of the cluster that it joins, for the first start in a folder; without it, it becomes one of its own. */
  clusterId?: string;
  /** For the first start in a folder. */
  formatArguments?: readonly string[];
  /** With classes that the properties name. */
  classFolder?: string;
};

/** Resolves to its address. `folder` is made when missing; one that an earlier broker left is used as it is. */
export async function startBroker(
  config: Config,
  children: ChildGroup,
  settings: BrokerSettings,
): Promise<string> {
  const dataFolder = join(settings.folder, 'data');
  const propertiesFile = join(settings.folder, 'server.properties');
  await mkdir(dataFolder, { recursive: true });
  // The controller's port may change from one start to the next: the voter's address is only a hint to others.
  const controllerPort = await findFreePort(0);
  const usual = toServerProperties({ port: settings.port, controllerPort, dataFolder });
  const properties = settings.changeProperties?.(usual) ?? usual;
  // With what was changed passwords may have come.
  await writeFile(propertiesFile, renderProperties(properties), { mode: 0o600 });
  if (!existsSync(join(dataFolder, 'meta.properties'))) {
    await formatStorage(config, children, { propertiesFile, ...settings });
  }
  await children.start(
    {
      name: KAFKA,
      command: config.java.command,
      args: [...toBrokerArguments(config.java, settings.classFolder), propertiesFile],
      environment: config.childEnvironment,
      logFile: settings.logFile,
      // A clean shutdown takes a quarter of a second.
      stopTimeoutMs: 10_000,
    },
    (child) => child.lastLines().some((line) => line.includes(READY)),
  );
  return `127.0.0.1:${settings.port}`;
}

function toBrokerArguments(java: JavaRuntime, classFolder: string | undefined): string[] {
  return toJavaArguments({
    jars: findJars(java, 'kafka'),
    classFolder,
    mainClass: 'kafka.Kafka',
    maxHeapMb: 384,
    options: [`-Dlog4j2.configurationFile=${LOG4J_FILE}`],
  });
}

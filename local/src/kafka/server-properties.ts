export type Properties = Readonly<Record<string, string | number | boolean>>;

type Places = { port: number; controllerPort: number; dataFolder: string };

/** One broker that is its own controller. What is not here has the broker's own default, as in production. */
export function toServerProperties({ port, controllerPort, dataFolder }: Places): Properties {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': dataFolder,
    // The topic is the producer's to create; one that creates itself would hide that it did not.
    'auto.create.topics.enable': false,
    // A single broker has nowhere to put replicas; fewer partitions only make it start and stop faster.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 3,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 3,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // Waiting for more members before the first rebalance is for clusters.
    'group.initial.rebalance.delay.ms': 0,
  };
}

export function renderProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeValue(String(value))}\n`)
    .join('');
}

/** In a properties file a backslash escapes, and what is not Latin-1 is written by its code. */
function escapeValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

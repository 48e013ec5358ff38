import type { EnvironmentConfig } from '../environment-config.ts';

type KafkaConfig = EnvironmentConfig['producer']['kafka'];

/** A replica in each of three zones; with two zones, in both. */
export function toReplicationFactor({ network }: EnvironmentConfig['producer']): number {
  return Math.min(network.zones.length, 3);
}

/**
 * How many replicas have to have a record before it counts as acknowledged. One below the replicas, because MSK
 * restarts brokers one by one for weeks on end: a topic that wanted all of them would refuse records meanwhile. With
 * two brokers a record may therefore be acknowledged by one alone, and is lost with that one's disk.
 */
function toMinInSyncReplicas(replicationFactor: number): number {
  return Math.max(1, replicationFactor - 1);
}

/** The brokers' own configuration, line by line as MSK wants it. */
export function toServerProperties({ brokers }: KafkaConfig, replicationFactor: number): string {
  const noTopicsByMistake = 'auto.create.topics.enable=false';
  // Express has three replicas, two of them in sync, by itself, and refuses a configuration that says so.
  if (brokers.type === 'express') return noTopicsByMistake;
  return [
    noTopicsByMistake,
    `default.replication.factor=${replicationFactor}`,
    `min.insync.replicas=${toMinInSyncReplicas(replicationFactor)}`,
    'unclean.leader.election.enable=false',
  ].join('\n');
}

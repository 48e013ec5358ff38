import type { EnvironmentConfig } from '../lib/environment-config.ts';

/** Two accounts. Their zones have the same ids under other names: names are dealt out per account. */
export const prod: EnvironmentConfig = {
  name: 'prod',
  region: 'eu-central-1',
  tags: { owner: 'data-platform', costCentre: '1000' },
  externalId: 'glueline-prod',
  contract: 'references',
  topic: { name: 'sensor', deadLetterName: 'sensor.dlq', partitions: 12 },
  producer: {
    accountId: '222222222222',
    network: {
      vpcCidr: '10.10.0.0/16',
      zones: [
        { id: 'euc1-az1', name: 'eu-central-1c' },
        { id: 'euc1-az2', name: 'eu-central-1a' },
        { id: 'euc1-az3', name: 'eu-central-1b' },
      ],
    },
    kafka: {
      version: '4.1.x.kraft',
      brokers: { type: 'standard', instanceType: 'kafka.m7g.large', storageGiB: 100, maxStorageGiB: 1000 },
      numberOfBrokers: 3,
    },
    registryName: 'prod-glueline',
    schemaName: 'sensor',
    deviceId: '000001',
    alarmEmail: 'kafka-on-call@example.com',
  },
  consumer: {
    accountId: '333333333333',
    network: {
      vpcCidr: '10.20.0.0/16',
      zones: [
        { id: 'euc1-az1', name: 'eu-central-1a' },
        { id: 'euc1-az2', name: 'eu-central-1b' },
        { id: 'euc1-az3', name: 'eu-central-1c' },
      ],
    },
    tasks: { min: 2, max: 12, cpuUnits: 1024, memoryMiB: 2048, spot: true },
    drainTimeoutSeconds: 60,
    stopTimeoutSeconds: 90,
    itemTtlDays: 365,
    alarmEmail: 'items-on-call@example.com',
  },
};

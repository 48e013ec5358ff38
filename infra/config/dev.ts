import type { EnvironmentConfig } from '../lib/environment-config.ts';

/** Both sides in one account, as cheap as two brokers are. */
export const dev: EnvironmentConfig = {
  name: 'dev',
  region: 'eu-central-1',
  tags: { owner: 'data-platform', costCentre: '1000' },
  externalId: 'glueline-dev',
  contract: 'references',
  topic: { name: 'sensor', deadLetterName: 'sensor.dlq', partitions: 6 },
  producer: {
    accountId: '111111111111',
    network: {
      vpcCidr: '10.10.0.0/16',
      zones: [
        { id: 'euc1-az1', name: 'eu-central-1c' },
        { id: 'euc1-az2', name: 'eu-central-1a' },
      ],
    },
    kafka: {
      version: '4.1.x.kraft',
      brokers: { type: 'standard', instanceType: 'kafka.t3.small', storageGiB: 10, maxStorageGiB: 50 },
      numberOfBrokers: 2,
    },
    registryName: 'dev-glueline',
    schemaName: 'sensor',
    deviceId: '000001',
  },
  consumer: {
    accountId: '111111111111',
    network: {
      vpcCidr: '10.20.0.0/16',
      zones: [
        { id: 'euc1-az1', name: 'eu-central-1c' },
        { id: 'euc1-az2', name: 'eu-central-1a' },
      ],
    },
    tasks: { min: 1, max: 2, cpuUnits: 512, memoryMiB: 1024, spot: true },
    drainTimeoutSeconds: 20,
    stopTimeoutSeconds: 60,
  },
};

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createAccounts, toAccountsDocument } from '../../src/aws/accounts.ts';
import { toConsumerEnvironment, toProducerEnvironment } from '../../src/aws/environment.ts';
import { CONTAINER_PIPELINE } from '../../src/containers/container-pipeline.ts';
import { DEVELOPMENT_ACCOUNTS } from '../../src/containers/development-accounts.ts';
import { NAMES } from '../../src/names.ts';

type ComposeService = {
  image: string;
  environment?: Record<string, string>;
  ports?: string[];
  restart?: string;
  mem_limit?: string;
  healthcheck?: object;
  build?: object;
  read_only?: boolean;
};

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const { services } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, ComposeService>;
};

/** Of a person's own machine, which a container does not see. */
const PERSONAL = new Set(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']);

function withoutPersonal(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !PERSONAL.has(name)));
}

describe('what containers are told is what processes are told', () => {
  test('the producer', () => {
    const expected = toProducerEnvironment(CONTAINER_PIPELINE.parts, NAMES);
    expect(services['producer']?.environment).toEqual(withoutPersonal(expected));
  });

  test('the consumer, but for listening outside of its container too', () => {
    const expected = toConsumerEnvironment(CONTAINER_PIPELINE.parts, { ...NAMES, httpPort: 8080 });
    expect(services['consumer']?.environment).toEqual({
      ...withoutPersonal(expected),
      HTTP_HOST: '0.0.0.0',
    });
  });

  test('the emulator knows the accounts, with the policies of every other pipeline', () => {
    const accounts: unknown = JSON.parse(read('docker/registry-emulator/accounts.json'));
    expect(accounts).toEqual(toAccountsDocument(DEVELOPMENT_ACCOUNTS));
    const { registryRoleArn } = createAccounts();
    expect(DEVELOPMENT_ACCOUNTS.registryRoleArn).toBe(registryRoleArn);
  });
});

describe.each(Object.entries(services))('the service %s', (_name, service) => {
  test('is reachable from this machine only', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('is pinned to a version, bounded, checked, and has a rule for restarts', () => {
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.healthcheck).toBeDefined();
    expect(service.restart).toBeDefined();
  });
});

test('our own images cannot be written into', () => {
  const own = Object.values(services).filter(({ build }) => build !== undefined);
  expect(own).toHaveLength(5);
  for (const service of own) expect(service.read_only).toBe(true);
});

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { consumerEnvironment, producerEnvironment } from '@glueline/local/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as consumer from '../../consumer-service/src/config.ts';
import { readConfig as readLocalConfig } from '../../local/src/config.ts';
import * as producer from '../../producer/src/config.ts';
import * as emulator from '../../registry-emulator/src/config.ts';
import { findCode, findSection, readDocument, readTables, type Row } from './markdown.ts';

const page = await readDocument('docs/configuration.md');
const compose = await readDocument('compose.yaml');

type Environment = Record<string, string>;
type Field = {
  safeParse(input: unknown): { success: boolean; data?: unknown };
  def: { type: string };
  options?: string[];
};

const PROGRAMS = [
  {
    heading: 'Consumer service',
    folder: 'consumer-service',
    fields: consumer.settings.shape as Record<string, Field>,
    read: (environment: Environment): unknown => consumer.readConfig(environment),
  },
  {
    heading: 'Producer',
    folder: 'producer',
    fields: producer.settings.shape as Record<string, Field>,
    read: (environment: Environment): unknown => producer.readConfig(environment),
  },
  {
    heading: 'Registry emulator',
    folder: 'registry-emulator',
    fields: emulator.environmentSchema.shape as Record<string, Field>,
    read: (environment: Environment): unknown => emulator.readConfig(environment),
  },
];

/** Settings that are only accepted together with others. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  KAFKA_CA_FILE: ['KAFKA_TLS'],
  KAFKA_USERNAME: ['KAFKA_PASSWORD'],
  KAFKA_PASSWORD: ['KAFKA_USERNAME'],
  KAFKA_ROLE_ARN: ['KAFKA_EXTERNAL_ID', 'KAFKA_AUTH', 'AWS_REGION'],
  KAFKA_EXTERNAL_ID: ['KAFKA_ROLE_ARN', 'KAFKA_AUTH', 'AWS_REGION'],
  KAFKA_AUTH: ['KAFKA_ROLE_ARN', 'KAFKA_EXTERNAL_ID', 'AWS_REGION'],
  TTL_ATTRIBUTE: ['TTL_SECONDS'],
  TTL_SECONDS: ['TTL_ATTRIBUTE'],
};
const IS_OF_PASSWORDS = new Set(['KAFKA_USERNAME', 'KAFKA_PASSWORD']);

/** Of settings that the schema leaves undefined, because they follow from another one. */
const DERIVED = new Set(['`<TOPIC>.dlq`', '`false`']);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glueline-'));
  await writeFile(join(folder, 'ca.pem'), rootCertificates[0]!);
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

describe.each(PROGRAMS)('$heading', ({ heading, folder: workspace, fields, read }) => {
  const rows = readTables(findSection(page, `## ${heading}`), 'variable');
  const examples = Object.fromEntries(rows.map((row) => [toName(row), toExample(row)]));
  const required = rows.filter((row) => row['default'] === 'required').map(toName);

  /** The only file of an example is not on this machine. */
  function toEnvironment(names: readonly string[]): Environment {
    const environment = Object.fromEntries(names.map((name) => [name, examples[name]!]));
    if (names.includes('KAFKA_CA_FILE')) environment['KAFKA_CA_FILE'] = join(folder, 'ca.pem');
    if (names.some((name) => IS_OF_PASSWORDS.has(name))) environment['KAFKA_AUTH'] = 'scram-sha-512';
    return environment;
  }

  test('every variable has a row, and every row a variable', () => {
    expect(rows.map(toName).toSorted()).toEqual(Object.keys(fields).toSorted());
  });

  test.each(rows)('the default of $variable is what the program takes', (row) => {
    const documented = DERIVED.has(row['default']!) ? 'none' : row['default'];
    expect(documented).toBe(toDefault(fields[toName(row)]!));
  });

  test.each(rows)('the example of $variable is accepted, and is not the default', (row) => {
    const name = toName(row);
    expect(toExample(row)).not.toBe(findCode(row['default']!)[0]);
    read(toEnvironment([...new Set([...required, name, ...(COMPANIONS[name] ?? [])])]));
  });

  test.each(rows.filter((row) => 'options' in unwrap(fields[toName(row)]!)))(
    'every choice of $variable is named',
    (row) => {
      const { options } = unwrap(fields[toName(row)]!);
      expect(findCode(row['meaning']!)).toEqual(expect.arrayContaining(options!));
    },
  );

  test.each(rows)('the file that $variable is for exists', (row) => {
    const file = new URL(`../../${workspace}/src/${findCode(row['read by']!)[0]}`, import.meta.url);
    expect(existsSync(fileURLToPath(file))).toBe(true);
  });

  test.each(rows.filter((row) => toName(row).endsWith('_MS')))(
    'the unit of $variable is its suffix',
    (row) => {
      expect(row['unit']).toBe('ms');
    },
  );
});

test('a dead-letter topic and TLS that are not set follow from other settings', () => {
  const set = consumerEnvironment({ topic: 'sensor', tableName: 'sensor' });
  const config = consumer.readConfig({ ...set, DEAD_LETTER_TOPIC: '' });
  expect(config.deadLetterTopic).toBe('sensor.dlq');
  expect(config.security.tls).toBeUndefined();
});

test('every variable that the local programs ask for has a row, or is named below them', () => {
  const section = findSection(page, '## The pipeline on one machine');
  const asked = new Set<string>();
  const recording = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get(_, name) {
        asked.add(String(name));
        return undefined;
      },
    },
  );
  readLocalConfig(recording);
  const named = new Set(findCode(section));
  expect([...asked].filter((name) => !named.has(name))).toEqual([]);
  const documented = readTables(section, 'variable').map(toName);
  expect(documented.filter((name) => !asked.has(name))).toEqual([]);
});

test("the SDK's variables that the local pipeline sets are those of its table", () => {
  const names = readTables(findSection(page, "## The AWS SDK's own"), 'variable').map(toName);
  const set = {
    ...consumerEnvironment({ topic: 'topic', tableName: 'table' }),
    ...producerEnvironment({ topic: 'topic', registryName: 'registry' }),
  };
  expect(names.toSorted()).toEqual(
    Object.keys(set)
      .filter((name) => name.startsWith('AWS_'))
      .toSorted(),
  );
});

test('the ports of compose.yaml have their variables and defaults here', () => {
  const rows = readTables(findSection(page, '## Containers'), 'variable');
  const documented = rows.map((row) => `${toName(row)}:-${findCode(row['default']!)[0]}`);
  const used = compose.match(/(?<=\$\{)\w+:-\d+(?=\})/g) ?? [];
  expect(documented.toSorted()).toEqual([...new Set(used)].toSorted());
  for (const row of rows) expect(toExample(row)).toMatch(/^\d{4,5}$/);
});

function toName(row: Row): string {
  return findCode(row['variable']!)[0]!;
}

function toExample(row: Row): string {
  return findCode(row['example']!)[0]!;
}

function toDefault(field: Field): string {
  const { success, data } = field.safeParse(undefined);
  if (!success) return 'required';
  const isNothing = data === undefined || (Array.isArray(data) && data.length === 0);
  return isNothing ? 'none' : `\`${data as string | number}\``;
}

/** What is behind a default or an absence. */
function unwrap(field: Field): Field {
  const { innerType } = field.def as { innerType?: Field };
  return innerType === undefined ? field : unwrap(innerType);
}

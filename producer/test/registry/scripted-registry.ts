import { createDeadline } from '../../src/deadline.ts';
import { toEvent } from '../../src/event.ts';
import { createSchemaEvolution } from '../../src/registry/schema-evolution.ts';

export type Command = { constructor: { name: string }; input: { SchemaDefinition?: string } };
export type Answer = object | Error | (() => Promise<object>);

export function serviceError(name: string, message = 'as the service words it'): Error {
  return Object.assign(new Error(message), { name });
}

export const schemaNotFound = serviceError(
  'EntityNotFoundException',
  'Schema is not found. RegistryName: glueline',
);
export const versionNotFound = serviceError(
  'EntityNotFoundException',
  'Schema version is not found. Number: 2',
);

/** What is asked for before each registration. */
export const FULL = { Compatibility: 'FULL', LatestSchemaVersion: 3 };

/** The definition of a schema with some optional fields beside its keys. */
export function definitionWith(fields: Record<string, string> = {}): string {
  const all = [
    ...Object.entries(fields).map(([name, type]) => ({ name, type: ['null', type], default: null })),
    { name: 'deviceId', type: 'string' },
    { name: 'timestamp', type: 'string' },
  ];
  const sorted = all.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return JSON.stringify({ type: 'record', name: 'sensor', fields: sorted });
}

export function version(number: number, fields: Record<string, string> = {}, more: object = {}): object {
  return {
    SchemaVersionId: `id-${number}`,
    VersionNumber: number,
    SchemaDefinition: definitionWith(fields),
    Status: 'AVAILABLE',
    ...more,
  };
}

/** The answer to a registration. */
export function registered(number: number, status = 'AVAILABLE'): object {
  return { SchemaVersionId: `id-${number}`, VersionNumber: number, Status: status };
}

export function event(fields: Record<string, unknown> = {}) {
  return toEvent(fields, { deviceId: '000001', timestamp: () => 'now' });
}

/** Answers the registry's calls in the order given and fails on any call beyond them; by a clock of its own. */
export function createScripted(...answers: Answer[]) {
  const calls: Command[] = [];
  const log: unknown[][] = [];
  const clock = { nowMs: 1_790_000_000_000 };
  const send = async (command: Command) => {
    calls.push(command);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`unexpected ${command.constructor.name}`);
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? (answer as () => Promise<object>)() : answer;
  };
  const evolution = createSchemaEvolution(
    {
      client: { send },
      schema: { registryName: 'glueline', schemaName: 'sensor', compatibility: 'FULL' },
      inference: { schemaName: 'sensor', integerFields: new Set(), conflictPolicy: 'reject' },
      maxNewVersionsPerHour: 60,
      now: () => clock.nowMs,
      random: () => 0,
    },
    {
      onRegistered: ({ number }) => log.push(['registered', number]),
      onOtherCompatibility: (found) => log.push(['other compatibility', found]),
      onUnionLeft: (error) => log.push(['union left', (error as Error).message]),
      onLatestUnread: (error) => log.push(['latest unread', error.message]),
    },
  );
  return {
    clock,
    log,
    calls,
    answers,
    callNames: () => calls.map((call) => call.constructor.name.replace('Command', '')),
    lastDefinition: () =>
      calls.findLast(({ input }) => input.SchemaDefinition !== undefined)!.input.SchemaDefinition!,
    resolve: async (fields: Record<string, unknown> = {}, timeMs = 10_000) =>
      evolution.resolveVersion(event(fields), createDeadline(timeMs)),
  };
}

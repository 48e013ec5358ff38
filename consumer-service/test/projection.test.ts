import {
  compileAvroType,
  compileDefinition,
  ResolutionError,
  type SchemaVersion,
} from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { createProjection } from '../src/projection.ts';

const toDefinition = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'r', fields });
const toVersion = (id: string, definition: string): SchemaVersion => ({
  id,
  number: 1,
  definition,
  ...compileDefinition(definition),
});

const PINNED = toDefinition({ name: 'a', type: 'long' }, { name: 'b', type: 'string', default: 'none' });
const pinned = toVersion('pinned', PINNED);

function read(definition: string, event: unknown, projection = createProjection()) {
  const payload = compileAvroType(definition).encode(event);
  return projection.toEvent({ schemaVersionId: 'x', payload }, toVersion('x', definition));
}

function createPinned() {
  const projection = createProjection();
  projection.pin(pinned);
  return projection;
}

test('without a pinned version an event is what its own says', () => {
  const definition = toDefinition({ name: 'c', type: 'int' });
  expect(read(definition, { c: 1 })).toEqual({ kind: 'record', names: ['c'], values: [1] });
});

test('with one, every event has its fields', () => {
  const definition = toDefinition({ name: 'c', type: 'int' }, { name: 'a', type: 'int' });
  expect(read(definition, { c: 1, a: 2 }, createPinned())).toEqual({
    kind: 'record',
    names: ['a', 'b'],
    values: [2, 'none'],
  });
});

test('a version that cannot be resolved is refused each time, and compiled once', () => {
  const definition = toDefinition({ name: 'a', type: 'string' });
  const version = toVersion('x', definition);
  const projection = createPinned();
  const frame = { schemaVersionId: 'x', payload: compileAvroType(definition).encode({ a: 'x' }) };
  const errors = [0, 1].map(() => {
    try {
      return projection.toEvent(frame, version);
    } catch (error) {
      return error;
    }
  });
  expect(errors[0]).toEqual(new ResolutionError('string cannot be read as long'));
  expect(errors[1]).toBe(errors[0]);
});

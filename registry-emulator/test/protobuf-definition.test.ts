import { expect, test } from 'vitest';
import { InvalidDefinitionError } from '../src/errors.ts';
import { assertProtobufDefinition } from '../src/protobuf-definition.ts';

const fields = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `int32 f${from + index} = ${from + index};`).join(' ');

test.each<[string, string]>([
  ['proto3', 'syntax = "proto3"; package shop; message Item { string name = 1; repeated int64 sizes = 2; }'],
  ['proto2', 'message Item { required string name = 1; optional group G = 2 { optional int32 a = 1; } }'],
  [
    'enums, maps, oneofs and nested messages',
    'syntax = "proto3"; message A { enum E { X = 0; } map<string, E> m = 1; oneof o { B b = 2; E e = 3; } message B {} }',
  ],
  [
    'the well-known types',
    'syntax = "proto3"; import "google/protobuf/timestamp.proto"; message A { google.protobuf.Timestamp at = 1; }',
  ],
  [
    'references into a file that is not here',
    'syntax = "proto3"; import "other.proto"; message A { other.B b = 1; }',
  ],
  [
    'many messages of a thousand fields',
    `syntax = "proto3"; message A { ${fields(1000)} } message B { ${fields(1000)} }`,
  ],
])('takes %s', (_title, definition) => {
  expect(() => assertProtobufDefinition(definition)).not.toThrow();
});

const tooMany = 'the emulator takes no more than 1000 fields in a message';

test.each<[string, string, string]>([
  ['a word out of place', 'syntax = "proto3";\n  bad thing', 'Syntax error in :2:3: unexpected label: bad'],
  ['a word without end', 'x'.repeat(170_000), `Syntax error in :1:1: unexpected label: ${'x'.repeat(300)}`],
  ['a message without a name', 'message { }', "illegal type name '{' (line 1)"],
  [
    'a type that is not defined',
    'syntax = "proto3"; message A { B b = 1; }',
    "no such Type or Enum 'B' in Type .A",
  ],
  [
    'a type that no well-known file has',
    'syntax = "proto3"; import "google/protobuf/any.proto"; message A { google.protobuf.Timestamp b = 1; }',
    "no such Type or Enum 'google.protobuf.Timestamp' in Type .A",
  ],
  [
    'a number used twice',
    'syntax = "proto3"; message A { int32 a = 1; int32 b = 1; }',
    'duplicate id 1 in Type A',
  ],
  ['messages that nest without end', 'message A {'.repeat(15_000), 'max depth exceeded'],
  ['more fields than can be checked soon', `syntax = "proto3"; message A { ${fields(1001)} }`, tooMany],
  [
    'the same in parts',
    `syntax = "proto3"; message A { oneof x { ${fields(600)} } message B {} oneof y { ${fields(600, 601)} } }`,
    tooMany,
  ],
])('refuses %s', (_title, definition, reason) => {
  expect(() => assertProtobufDefinition(definition)).toThrow(new InvalidDefinitionError(reason));
});

test('options and names do not reach what every object inherits', () => {
  const hostile =
    'syntax = "proto3"; option (x).__proto__.polluted = 1; option constructor.prototype.polluted = 1; ' +
    'message toString { int32 constructor = 1; hasOwnProperty b = 2; message hasOwnProperty {} }';
  expect(() => assertProtobufDefinition(hostile)).not.toThrow();
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

import { branch, type Value } from './value.ts';

export type ValueCase = {
  title: string;
  type: unknown;
  values: readonly Value[];
  /** What we read of each, where that is another form of it. */
  read?: readonly unknown[];
};

const MAX_LONG = 2n ** 63n - 1n;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const fixed = (text: string) => Buffer.from(text, 'hex');
const decimal = (unscaled: bigint, scale: number) => ({ kind: 'decimal', unscaled, scale });

/** Every type of Avro with the values at its edges. Each type stands in a record, which is all Java's serializer takes. */
export const VALUE_CASES: readonly ValueCase[] = [
  { title: 'null', type: 'null', values: [null] },
  { title: 'boolean', type: 'boolean', values: [true, false] },
  { title: 'int', type: 'int', values: [0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)] },
  {
    title: 'long',
    type: 'long',
    values: [
      0n,
      -1n,
      2n ** 31n,
      MAX_SAFE,
      MAX_SAFE + 1n,
      MAX_SAFE + 2n,
      -MAX_SAFE - 2n,
      MAX_LONG,
      -MAX_LONG - 1n,
    ],
  },
  {
    title: 'float',
    type: 'float',
    values: [0, -0, 1.5, Math.fround(0.1), 2 ** -149, 3.4028234663852886e38, NaN, Infinity, -Infinity],
  },
  {
    title: 'double',
    type: 'double',
    values: [0, -0, 0.1, 2 ** 53, Number.MIN_VALUE, Number.MAX_VALUE, NaN, Infinity, -Infinity],
  },
  {
    title: 'string',
    type: 'string',
    values: ['', 'a', 'ä', '€', '𝄞', '\u0000', '\uFEFF', '"\\\n', 'é', 'e\u0301', 'x'.repeat(5000)],
  },
  {
    title: 'bytes',
    type: 'bytes',
    values: [fixed(''), fixed('00'), fixed('ff'), Buffer.alloc(300, 7), Buffer.from('é')],
  },
  {
    title: 'fixed',
    type: { type: 'fixed', name: 'Four', size: 4 },
    values: [fixed('00000000'), fixed('deadbeef')],
  },
  {
    title: 'enum',
    type: { type: 'enum', name: 'Suit', symbols: ['SPADES', 'HEARTS', 'a', '_'] },
    values: ['SPADES', 'HEARTS', 'a', '_'],
  },
  {
    title: 'array',
    type: { type: 'array', items: 'long' },
    values: [[], [1n], [MAX_LONG, -1n, 0n], Array.from({ length: 200 }, (_, index) => BigInt(index))],
  },
  {
    title: 'map',
    type: { type: 'map', values: 'string' },
    values: [
      new Map(),
      new Map([['', '']]),
      new Map([
        ['a', '1'],
        ['b', '2'],
        ['ä', '3'],
        ['constructor', '4'],
      ]),
    ],
  },
  { title: 'optional', type: ['null', 'double'], values: [branch(0, null), branch(1, -0)] },
  { title: 'optional, null last', type: ['string', 'null'], values: [branch(0, ''), branch(1, null)] },
  {
    title: 'union of what JavaScript tells apart',
    type: ['null', 'boolean', 'string', 'bytes', 'double', { type: 'array', items: 'int' }],
    values: [
      branch(0, null),
      branch(1, false),
      branch(2, 'text'),
      branch(3, fixed('00ff')),
      branch(4, 1),
      branch(5, [1, 2]),
    ],
  },
  {
    title: 'union of numbers',
    type: ['null', 'int', 'double'],
    values: [branch(0, null), branch(1, 1), branch(2, 1), branch(2, 1.5)],
  },
  {
    title: 'union of texts',
    type: ['string', { type: 'enum', name: 'Side', symbols: ['LEFT', 'RIGHT'] }],
    values: [branch(0, 'LEFT'), branch(1, 'LEFT')],
  },
  {
    title: 'union of records',
    type: [
      'null',
      { type: 'record', name: 'Square', namespace: 'shape', fields: [{ name: 'side', type: 'int' }] },
      { type: 'record', name: 'Circle', namespace: 'shape', fields: [{ name: 'side', type: 'int' }] },
      { type: 'map', values: 'int' },
    ],
    values: [
      branch(0, null),
      branch(1, { side: 1 }),
      branch(2, { side: 1 }),
      branch(3, new Map([['side', 1]])),
    ],
  },
  {
    title: 'nested record',
    type: {
      type: 'record',
      name: 'Place',
      namespace: 'geo',
      fields: [
        { name: 'name', type: 'string' },
        {
          name: 'at',
          type: {
            type: 'record',
            name: 'Point',
            fields: [
              { name: 'x', type: 'float' },
              { name: 'y', type: 'double' },
            ],
          },
        },
        { name: 'corners', type: { type: 'array', items: 'Point' } },
        { name: 'named', type: { type: 'map', values: ['null', 'geo.Point'] } },
      ],
    },
    values: [
      { name: '', at: { x: 0, y: -0 }, corners: [], named: new Map() },
      {
        name: 'here',
        at: { x: 0.5, y: 0.1 },
        corners: [
          { x: 1, y: 2 },
          { x: 3, y: NaN },
        ],
        named: new Map([['centre', branch(1, { x: 7, y: 8 })]]),
      },
    ],
  },
  {
    title: 'recursive record',
    type: {
      type: 'record',
      name: 'Tree',
      fields: [
        { name: 'label', type: 'long' },
        { name: 'children', type: { type: 'array', items: 'Tree' } },
        { name: 'twin', type: ['null', 'Tree'], default: null },
      ],
    },
    values: [
      { label: 1n, children: [], twin: branch(0, null) },
      {
        label: 1n,
        children: [
          {
            label: 2n,
            children: [{ label: MAX_LONG, children: [], twin: branch(0, null) }],
            twin: branch(0, null),
          },
        ],
        twin: branch(1, { label: -3n, children: [], twin: branch(0, null) }),
      },
    ],
  },
  { title: 'record without fields', type: { type: 'record', name: 'Nothing', fields: [] }, values: [{}] },
];

/** What Java's generic reader and writer see of a logical type is the value beneath; we read what it stands for. */
export const LOGICAL_CASES: readonly ValueCase[] = [
  {
    title: 'decimal in bytes',
    type: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 },
    values: [fixed('00'), fixed('ff'), fixed('0db4da5f49f8c9d8')],
    read: [decimal(0n, 2), decimal(-1n, 2), decimal(0x0db4da5f49f8c9d8n, 2)],
  },
  {
    title: 'decimal in fixed',
    type: { type: 'fixed', name: 'Money', size: 8, logicalType: 'decimal', precision: 18, scale: 4 },
    values: [fixed('fffffffffffffffe'), fixed('000000003ade68b1')],
    read: [decimal(-2n, 4), decimal(0x3ade68b1n, 4)],
  },
  {
    title: 'uuid',
    type: { type: 'string', logicalType: 'uuid' },
    values: ['b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63'],
  },
  {
    title: 'date',
    type: { type: 'int', logicalType: 'date' },
    values: [0, -719_162, 20_784],
    read: ['1970-01-01', '0001-01-01', '2026-11-27'],
  },
  {
    title: 'time-millis',
    type: { type: 'int', logicalType: 'time-millis' },
    values: [0, 86_399_999],
    read: ['00:00:00.000', '23:59:59.999'],
  },
  {
    title: 'time-micros',
    type: { type: 'long', logicalType: 'time-micros' },
    values: [0n, 86_399_999_999n],
    read: ['00:00:00.000000', '23:59:59.999999'],
  },
  {
    title: 'timestamp-millis',
    type: { type: 'long', logicalType: 'timestamp-millis' },
    values: [0n, -1n, 1_795_790_467_123n],
    read: ['1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2026-11-27T14:41:07.123Z'],
  },
  {
    title: 'timestamp-micros',
    type: { type: 'long', logicalType: 'timestamp-micros' },
    values: [0n, -1n, 1_795_790_467_123_456n],
    read: ['1970-01-01T00:00:00.000000Z', '1969-12-31T23:59:59.999999Z', '2026-11-27T14:41:07.123456Z'],
  },
  {
    title: 'local-timestamp-millis',
    type: { type: 'long', logicalType: 'local-timestamp-millis' },
    values: [1_795_790_467_123n],
    read: ['2026-11-27T14:41:07.123'],
  },
  {
    title: 'local-timestamp-micros',
    type: { type: 'long', logicalType: 'local-timestamp-micros' },
    values: [1_795_790_467_123_456n],
    read: ['2026-11-27T14:41:07.123456'],
  },
  {
    title: 'duration',
    type: { type: 'fixed', name: 'Span', size: 12, logicalType: 'duration' },
    values: [fixed('0100000002000000e8030000')],
    read: ['P1M2DT1.000S'],
  },
  { title: 'a logical type nobody knows', type: { type: 'int', logicalType: 'moon-phase' }, values: [7] },
];

/** The type in a record, as text. */
export function toDefinition({ type }: Pick<ValueCase, 'type'>): string {
  return JSON.stringify({ type: 'record', name: 'Case', fields: [{ name: 'value', type }] });
}

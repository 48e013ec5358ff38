import { deflateSync } from 'node:zlib';
import { type Outcome, reads, throws, throwsWrapped } from './outcome.ts';

/** What is strange about a frame, and what each side makes of it. */
export type FrameCase = {
  title: string;
  /** Of the record's only field. */
  type: unknown;
  /** From the 16 bytes of the schema version's id. */
  frame: (id: Buffer) => Buffer;
  theirs: Outcome;
  ours: Outcome;
};

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const bytes = (text: string) => () => hex(text);
const plain = (payload: string) => (id: Buffer) => Buffer.concat([hex('0300'), id, hex(payload)]);
const packed = (body: Buffer) => (id: Buffer) => Buffer.concat([hex('0305'), id, body]);

const REGISTRY_EXCEPTION = 'com.amazonaws.services.schemaregistry.exception.AWSSchemaRegistryException';
const NO_ID = '00000000-0000-0000-0000-000000000000';
const FIVE = deflateSync(hex('0a'));
/** A megabyte, and the three bytes that say so. */
const BOMB = deflateSync(Buffer.concat([hex('80 89 7a'), Buffer.alloc(1_000_000)]));

const tooShort = (size: number) =>
  throws([
    'GlueSchemaRegistryIncompatibleDataException',
    `Data is not compatible with schema registry size: ${size}`,
  ]);
const NO_SECONDARY = throws(['AWSSchemaRegistryException', "Didn't find secondary deserializer."]);
const badZlib = (rule: string) =>
  throwsWrapped(
    ['AWSSchemaRegistryException', 'Error while decompressing data'],
    ['AWSSchemaRegistryException', 'Bytes received is not compressed properly'],
    ['DataFormatException', rule],
  );
const frameError = (reason: string, message: string) => throws([`FrameError ${reason}`, message]);
const datumError = (reason: string, message: string) => throws([`DatumError ${reason}`, message]);
const NOT_A_DATUM = datumError('mismatch', 'payload is not a datum of its schema');

const NOT_UTF8 = datumError('invalid_utf8', 'a text is not UTF-8');

const HEADERS: readonly FrameCase[] = [
  {
    title: 'an empty value',
    type: 'int',
    frame: bytes(''),
    theirs: throws(['BufferUnderflowException', null]),
    ours: frameError('too_short', 'a frame has at least 18 bytes (received 0)'),
  },
  {
    title: 'one byte, `03`',
    type: 'int',
    frame: bytes('03'),
    theirs: tooShort(1),
    ours: frameError('too_short', 'a frame has at least 18 bytes (received 1)'),
  },
  {
    title: '17 bytes, the first `03`',
    type: 'int',
    frame: bytes(`03 ${'00'.repeat(16)}`),
    theirs: tooShort(17),
    ours: frameError('too_short', 'a frame has at least 18 bytes (received 17)'),
  },
  {
    title: 'the Confluent format, first byte `00`',
    type: 'int',
    frame: bytes(`00 00000001 ${'0a'.repeat(20)}`),
    theirs: NO_SECONDARY,
    ours: frameError('unknown_header', 'header version must be 0x03 (received 0x00)'),
  },
  {
    title: 'plain JSON',
    type: 'int',
    frame: () => Buffer.from('{"value":5}'),
    theirs: NO_SECONDARY,
    ours: frameError('unknown_header', 'header version must be 0x03 (received 0x7b)'),
  },
  {
    title: 'compression `07`',
    type: 'int',
    frame: (id) => Buffer.concat([hex('0307'), id, hex('0a')]),
    theirs: throws([
      'GlueSchemaRegistryIncompatibleDataException',
      'Invalid schema registry compression byte in data',
    ]),
    ours: frameError('unknown_compression', 'compression must be 0x00 (none) or 0x05 (zlib) (received 0x07)'),
  },
  {
    title: 'an id that nobody registered',
    type: 'int',
    frame: bytes(`0300 ${'00'.repeat(16)} 0a`),
    theirs: throws(
      ['AWSSchemaRegistryException', `${REGISTRY_EXCEPTION}: Failed to get schema version Id = ${NO_ID}`],
      ['AWSSchemaRegistryException', `Failed to get schema version Id = ${NO_ID}`],
      ['EntityNotFoundException', `Schema version is not found. SchemaVersionId: ${NO_ID}`],
    ),
    ours: throws(['SchemaVersionNotFoundError', `there is no schema version ${NO_ID} in the registry`]),
  },
];

const ZLIB: readonly FrameCase[] = [
  {
    title: 'a zlib stream that is cut off',
    type: 'int',
    frame: packed(FIVE.subarray(0, -3)),
    theirs: 'hangs',
    ours: frameError('bad_zlib', 'payload is not one whole zlib stream (Z_BUF_ERROR)'),
  },
  {
    title: 'zlib without a byte',
    type: 'int',
    frame: packed(hex('')),
    theirs: 'hangs',
    ours: frameError('bad_zlib', 'payload is not one whole zlib stream (Z_BUF_ERROR)'),
  },
  {
    title: 'bytes that are not zlib',
    type: 'int',
    frame: packed(hex('0a0b0c')),
    theirs: badZlib('incorrect header check'),
    ours: frameError('bad_zlib', 'payload is not one whole zlib stream (Z_DATA_ERROR)'),
  },
  {
    title: 'a wrong checksum',
    type: 'int',
    frame: packed(Buffer.concat([FIVE.subarray(0, -1), hex('ff')])),
    theirs: badZlib('incorrect data check'),
    ours: frameError('bad_zlib', 'payload is not one whole zlib stream (Z_DATA_ERROR)'),
  },
  {
    title: 'a byte after the zlib stream',
    type: 'int',
    frame: packed(Buffer.concat([FIVE, hex('00')])),
    theirs: reads('5'),
    ours: frameError('bad_zlib', 'payload has 1 bytes after the end of its zlib stream'),
  },
  {
    title: 'a byte after the datum, inside zlib',
    type: 'int',
    frame: packed(deflateSync(hex('0a00'))),
    theirs: reads('5'),
    ours: datumError('trailing_bytes', 'payload has 1 bytes after the datum'),
  },
  {
    title: 'a kilobyte that inflates beyond the limit',
    type: 'bytes',
    frame: packed(BOMB),
    theirs: reads('1000000 bytes'),
    ours: frameError('too_large', 'payload is larger than 1000000 bytes'),
  },
];

const DATA: readonly FrameCase[] = [
  {
    title: 'no datum',
    type: 'int',
    frame: plain(''),
    theirs: throwsWrapped(['EOFException', null]),
    ours: datumError('mismatch', 'payload ends inside the datum (0 bytes)'),
  },
  {
    title: 'a datum that is cut off',
    type: 'string',
    frame: plain('0a 6162'),
    theirs: throwsWrapped(['EOFException', null]),
    ours: datumError('mismatch', 'payload ends inside the datum (3 bytes)'),
  },
  {
    title: 'a byte after the datum',
    type: 'int',
    frame: plain('0a 00'),
    theirs: reads('5'),
    ours: datumError('trailing_bytes', 'payload has 1 bytes after the datum'),
  },
  { title: 'boolean `02`', type: 'boolean', frame: plain('02'), theirs: reads('false'), ours: NOT_A_DATUM },
  {
    title: 'an int in five bytes where one is enough',
    type: 'int',
    frame: plain('8a 80 80 80 00'),
    theirs: reads('5'),
    ours: reads('5'),
  },
  {
    title: 'an int in six bytes',
    type: 'int',
    frame: plain('8a 80 80 80 80 00'),
    theirs: throwsWrapped(['InvalidNumberEncodingException', 'Invalid int encoding']),
    ours: reads('5'),
  },
  {
    title: 'an int of more than 32 bits',
    type: 'int',
    frame: plain('fe ff ff ff 7f'),
    theirs: reads('2147483647'),
    ours: NOT_A_DATUM,
  },
  {
    title: 'a long in ten bytes where one is enough',
    type: 'long',
    frame: plain(`8a ${'80'.repeat(8)} 00`),
    theirs: reads('5'),
    ours: reads('5'),
  },
  {
    title: 'a long in eleven bytes',
    type: 'long',
    frame: plain(`8a ${'80'.repeat(9)} 00`),
    theirs: throwsWrapped(['InvalidNumberEncodingException', 'Invalid long encoding']),
    ours: NOT_A_DATUM,
  },
  {
    title: 'a string that is not UTF-8',
    type: 'string',
    frame: plain('06 61 ff 62'),
    theirs: reads('"a\uFFFDb"'),
    ours: NOT_UTF8,
  },
  {
    title: 'half a surrogate pair in UTF-8',
    type: 'string',
    frame: plain('06 ed a0 80'),
    theirs: reads('"\uFFFD"'),
    ours: NOT_UTF8,
  },
  {
    title: 'a string of length -1',
    type: 'string',
    frame: plain('01'),
    theirs: throwsWrapped(['AvroRuntimeException', 'Malformed data. Length is negative: -1']),
    ours: datumError('mismatch', 'payload ends inside the datum (1 bytes)'),
  },
  {
    title: 'a symbol that the enum does not have',
    type: { type: 'enum', name: 'One', symbols: ['A'] },
    frame: plain('02'),
    theirs: throwsWrapped(['IndexOutOfBoundsException', 'Index 1 out of bounds for length 1']),
    ours: NOT_A_DATUM,
  },
  {
    title: 'a branch that the union does not have',
    type: ['null', 'int'],
    frame: plain('04'),
    theirs: throwsWrapped(['ArrayIndexOutOfBoundsException', 'Index 2 out of bounds for length 2']),
    ours: NOT_A_DATUM,
  },
];

export const FRAME_CASES: readonly FrameCase[] = [...HEADERS, ...ZLIB, ...DATA];

/**
 * JSON as it grows, in UTF-8. What was finished stays a view of these bytes; whatever does not fit behind it any more
 * goes on in new ones.
 */
export type JsonBytes = { bytes: Buffer; start: number; length: number };

/**
 * Of about a hundred small items. More would keep more memory for the last of them that is not stored yet, less would
 * be allocated more often.
 */
const CHUNK_BYTES = 32 * 1024;
/** Above it, a text is written by Node, which is faster then. */
const MAX_LOOPED_CHARACTERS = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const LAST_ASCII = 0x7f;

export function createJsonBytes(): JsonBytes {
  return { bytes: Buffer.allocUnsafeSlow(CHUNK_BYTES), start: 0, length: 0 };
}

/** Begins anew, behind what was finished. */
export function begin(json: JsonBytes): void {
  json.start = json.length;
}

export function finish(json: JsonBytes): Buffer {
  return json.bytes.subarray(json.start, json.length);
}

/** What was begun is not wanted. */
export function discard(json: JsonBytes): void {
  json.length = json.start;
}

/** Makes room for so many bytes. */
export function reserve(json: JsonBytes, bytes: number): void {
  if (json.length + bytes > json.bytes.length) grow(json, bytes);
}

function grow(json: JsonBytes, bytes: number): void {
  const written = json.length - json.start;
  const larger = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, 2 * (written + bytes)));
  json.bytes.copy(larger, 0, json.start, json.length);
  Object.assign(json, { bytes: larger, start: 0, length: written });
}

export function writeByte(json: JsonBytes, byte: number): void {
  reserve(json, 1);
  json.bytes[json.length++] = byte;
}

/** Bytes that are JSON already. */
export function writeBytes(json: JsonBytes, written: Uint8Array): void {
  const { length } = written;
  reserve(json, length);
  const { bytes } = json;
  let at = json.length;
  // They are few: to call `set` takes longer.
  for (let index = 0; index < length; index++) bytes[at++] = written[index]!;
  json.length = at;
}

/** Characters below 0x80 that need no escape, such as those of a number. */
export function writeAscii(json: JsonBytes, text: string): void {
  const { length } = text;
  reserve(json, length);
  const { bytes } = json;
  let at = json.length;
  for (let index = 0; index < length; index++) bytes[at++] = text.charCodeAt(index);
  json.length = at;
}

/** With its quotes, and escapes where it needs them. */
export function writeText(json: JsonBytes, text: string): void {
  if (text.length > MAX_LOOPED_CHARACTERS || !isPlain(text)) {
    const quoted = JSON.stringify(text);
    reserve(json, 3 * quoted.length);
    json.length += json.bytes.write(quoted, json.length);
    return;
  }
  writeByte(json, QUOTE);
  writeAscii(json, text);
  writeByte(json, QUOTE);
}

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (needsCare(text.charCodeAt(index))) return false;
  }
  return true;
}

/** As `writeText`, from UTF-8. False, and nothing written, when it is not plain ASCII. */
export function writePlainText(json: JsonBytes, source: Uint8Array, start: number, end: number): boolean {
  reserve(json, end - start + 2);
  const { bytes } = json;
  let at = json.length;
  bytes[at++] = QUOTE;
  for (let index = start; index < end; index++) {
    const byte = source[index]!;
    if (needsCare(byte)) return false;
    bytes[at++] = byte;
  }
  bytes[at++] = QUOTE;
  json.length = at;
  return true;
}

/** To be escaped, or more than one byte. */
function needsCare(code: number): boolean {
  return code < FIRST_PRINTABLE || code > LAST_ASCII || code === QUOTE || code === BACKSLASH;
}

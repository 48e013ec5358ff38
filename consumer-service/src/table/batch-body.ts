import type { TableWrite } from './table-writer.ts';

const PUT = Buffer.from('{"PutRequest":{"Item":');
const DELETE = Buffer.from('{"DeleteRequest":{"Key":');
const WRITE_END = Buffer.from('}}');
const COMMA = ','.charCodeAt(0);
const END = Buffer.from(']},"ReturnConsumedCapacity":"TOTAL"}');

/** The body of a BatchWriteItem; a table's name has no character that JSON would escape. */
export function createBatchBodies(tableName: string): (writes: readonly TableWrite[]) => Buffer {
  const begin = Buffer.from(`{"RequestItems":{"${tableName}":[`);
  return (writes) => {
    const body = Buffer.allocUnsafe(countBytes(writes) + begin.length + END.length);
    let at = append(body, begin, 0);
    for (let index = 0; index < writes.length; index++) {
      const { kind, json } = writes[index]!;
      if (index > 0) body[at++] = COMMA;
      at = append(body, kind === 'put' ? PUT : DELETE, at);
      at = append(body, json, at);
      at = append(body, WRITE_END, at);
    }
    return body.subarray(0, append(body, END, at));
  };
}

/** At least. */
function countBytes(writes: readonly TableWrite[]): number {
  const aroundWrite = DELETE.length + WRITE_END.length + 1;
  let bytes = writes.length * aroundWrite;
  for (const { json } of writes) bytes += json.length;
  return bytes;
}

function append(body: Buffer, bytes: Uint8Array, at: number): number {
  body.set(bytes, at);
  return at + bytes.length;
}

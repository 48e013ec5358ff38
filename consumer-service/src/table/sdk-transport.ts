import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { withinDeadline } from '../deadline.ts';
import type { BatchAnswer, BatchTransport } from './batch-request.ts';
import { TABLE_TIMEOUTS } from './limits.ts';
import type { TableWrite } from './table-writer.ts';

/** Through the AWS SDK: many times the work of `direct-transport.ts`, which is told by it whether it is right. */
export function createSdkTransport(client: Pick<DynamoDBClient, 'send'>, tableName: string): BatchTransport {
  return async (writes) => {
    const command = new BatchWriteItemCommand({
      RequestItems: { [tableName]: writes.map(toRequest) },
      ReturnConsumedCapacity: 'TOTAL',
    });
    // The client's own timeouts end with the first bytes of an answer.
    const limit = { what: 'BatchWriteItem', deadlineMs: TABLE_TIMEOUTS.exchangeMs };
    return (await withinDeadline(client.send(command), limit)) as BatchAnswer;
  };
}

function toRequest({ kind, json }: TableWrite) {
  const attributes = parseAttributes(json);
  return kind === 'put' ? { PutRequest: { Item: attributes } } : { DeleteRequest: { Key: attributes } };
}

/**
 * The SDK wants bytes where JSON has base64. Node may take the key of a map that is one escaped character, such as a line
 * feed, for a backslash, if there was one before (nodejs/node#63785); `direct-transport.ts` does not parse items.
 */
function parseAttributes(json: Uint8Array): Record<string, AttributeValue> {
  return mapValues(JSON.parse(Buffer.from(json).toString()) as Record<string, JsonAttribute>);
}

type JsonAttribute = { B?: string; L?: JsonAttribute[]; M?: Record<string, JsonAttribute> };

function mapValues(attributes: Record<string, JsonAttribute>): Record<string, AttributeValue> {
  // Not by assignment: "__proto__" is a valid name of an attribute.
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, toAttributeValue(value)]),
  );
}

function toAttributeValue(value: JsonAttribute): AttributeValue {
  if (value.B !== undefined) return { B: Buffer.from(value.B, 'base64') };
  if (value.L !== undefined) return { L: value.L.map(toAttributeValue) };
  if (value.M !== undefined) return { M: mapValues(value.M) };
  return value as AttributeValue;
}

import { crc32 } from 'node:zlib';
import { TableAnswerError } from '../errors.ts';
import type { BatchAnswer } from './batch-request.ts';

export type HttpAnswer = {
  statusCode: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
};

const OK = 200;

/** Throws TableAnswerError for what is not a success, named as DynamoDB names it. */
export function parseAnswer(answer: HttpAnswer): BatchAnswer {
  const { statusCode, headers, body } = answer;
  // Only there to be believed: a success that came damaged says nothing about what was not taken.
  const checksum = headers['x-amz-crc32'];
  if (checksum !== undefined && Number(checksum) !== crc32(body)) {
    throw new TableAnswerError('ChecksumError', 'the answer came damaged', undefined);
  }
  const json = parseObject(body);
  if (statusCode === OK && json !== undefined) return json;
  throw toError(answer, json ?? {});
}

function parseObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    // A load balancer's page, or nothing at all: the status says what it is.
    return undefined;
  }
}

/** "com.amazonaws.dynamodb.v20120810#ThrottlingException", and what other ways there are to say it. */
function toError({ statusCode, headers }: HttpAnswer, json: Record<string, unknown>): TableAnswerError {
  const type = json['__type'] ?? json['code'] ?? headers['x-amzn-errortype'];
  const name =
    typeof type === 'string' ? type.split(',')[0]!.split(':')[0]!.split('#').at(-1)! : 'UnknownError';
  const message = json['message'] ?? json['Message'];
  return new TableAnswerError(
    name,
    typeof message === 'string' ? message : `DynamoDB answered with status ${statusCode}`,
    statusCode,
  );
}

import type { Producer, ProduceResult } from '@platformatic/kafka';
import { type Deadline, within } from '../deadline.ts';
import { PublishError } from '../errors.ts';
import { type AddressedRecord, type Position, splitIntoRequests, toPositions } from './deliveries.ts';
import {
  type Destination,
  readAcknowledged,
  toLateError,
  toPublishError,
  toUnsentError,
} from './publish-failure.ts';

type Answer = Position | PublishError;

/** Request by request. After a record that failed, none of its partition is sent: it would overtake. */
export async function sendRecords(
  producer: Producer,
  destination: Destination,
  records: readonly AddressedRecord[],
  deadline: Deadline,
): Promise<Answer[]> {
  const answers = new Map<AddressedRecord, Answer>();
  const failures = new Map<number, PublishError>();
  for (const request of splitIntoRequests(records)) {
    const sendable = request.filter(({ partition }) => !failures.has(partition));
    const sent = sendable.length === 0 ? [] : await sendRequest(producer, destination, sendable, deadline);
    for (const [index, record] of sendable.entries()) {
      const answer = sent[index]!;
      answers.set(record, answer);
      if (answer instanceof PublishError) failures.set(record.partition, answer);
    }
  }
  return records.map(
    (record) => answers.get(record) ?? toUnsentError(destination, failures.get(record.partition)!),
  );
}

async function sendRequest(
  producer: Producer,
  destination: Destination,
  records: readonly AddressedRecord[],
  deadline: Deadline,
): Promise<Answer[]> {
  const messages = records.map((record) => ({ topic: destination.topic, ...record }));
  let failure: unknown = new Error('brokers acknowledged no offset');
  let result: ProduceResult | undefined;
  try {
    const sending = producer.send({ messages, acks: -1 });
    result = await within(deadline, sending, () => toLateError(destination));
  } catch (error) {
    failure = error;
    result = readAcknowledged(error);
  }
  const positions = toPositions(records, result?.offsets ?? []);
  return positions.map((position) => position ?? toPublishError(destination, failure));
}

import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import type { Message, Producer } from '@platformatic/kafka';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kind, Ledger, Sent } from './ledger.ts';
import { below, type Random } from './random.ts';

const BATCH_RECORDS = 50;
const PAUSE_MS = 25;
/** Few, so that each is written many times a second. */
const STATE_KEYS = 60;
const STATE_SHARE = 0.4;

/** Of the items: one for each kind of record that is stored. */
export const DEVICE_IDS = ['single', 'state'] as const satisfies Kind[];

export const DEFINITION = JSON.stringify({
  type: 'record',
  name: 'sensor',
  fields: [
    { name: 'deviceId', type: 'string' },
    { name: 'sequence', type: ['null', 'double'], default: null },
    { name: 'timestamp', type: 'string' },
  ],
});

/** The same with a field more, for a version that nobody has in a cache yet. */
export const LATER_DEFINITION = DEFINITION.replace(
  '{"name":"timestamp"',
  '{"name":"humidity","type":["null","double"],"default":null},{"name":"timestamp"',
);

export type Load = {
  /** The share of poison among what is sent from now on, from 0 to 1. */
  poison(share: number): void;
  /** Of the records from now on. */
  version(id: string, definition: string): void;
  /** Single records go to all of them; a state key stays where it is. */
  partitions(count: number): void;
  /** Resolves when what is under way is acknowledged, or has failed. */
  stop(): Promise<void>;
};

/** Sends without an end, one batch after the other, and keeps the ledger. */
export function startLoad(options: {
  producer: Producer;
  topic: string;
  partitions: number;
  schemaVersionId: string;
  ledger: Ledger;
  random: Random;
  /** How many of the records write one of few items again. */
  stateShare?: number;
  /** Between two batches. */
  pauseMs?: number;
  /** Awaited before each batch; must resolve once the signal aborts. */
  untilReady?: (signal: AbortSignal) => Promise<void>;
}): Load {
  const { producer, topic, ledger, random, stateShare = STATE_SHARE, pauseMs = PAUSE_MS } = options;
  const statePartitions = options.partitions;
  let { partitions } = options;
  let frame = createFraming(options.schemaVersionId, DEFINITION);
  let poisonShare = 0;
  const stopping = new AbortController();
  let sequence = 0;

  function createRecord(): Sent {
    sequence += 1;
    const kind = toKind(random(), { poisonShare, stateShare });
    if (kind !== 'state')
      return { kind, key: `${kind} ${sequence}`, sequence, partition: below(random, partitions) };
    const number = below(random, STATE_KEYS);
    return { kind, key: `state ${number}`, sequence, partition: number % statePartitions };
  }

  async function send(): Promise<void> {
    while (!stopping.signal.aborted) {
      await options.untilReady?.(stopping.signal);
      if (stopping.signal.aborted) return;
      const records = Array.from({ length: BATCH_RECORDS }, createRecord);
      const messages = records.map((record) => toMessage(record, topic, frame));
      try {
        await producer.send({ messages, acks: -1 });
        ledger.acknowledged(records);
      } catch {
        // The brokers are away: that is what the ledger's third kind of answer is for.
        ledger.unknown(records);
      }
      await delay(pauseMs);
    }
  }

  const sending = send();
  return {
    poison(share) {
      poisonShare = share;
    },
    version(id, definition) {
      frame = createFraming(id, definition);
    },
    partitions(count) {
      partitions = count;
    },
    async stop() {
      stopping.abort();
      await sending;
    },
  };
}

function toKind(chance: number, shares: { poisonShare: number; stateShare: number }): Kind {
  const { poisonShare, stateShare } = shares;
  if (chance < poisonShare) return 'poison';
  return chance < poisonShare + (1 - poisonShare) * stateShare ? 'state' : 'single';
}

type Framing = (record: Sent) => Buffer;

function createFraming(schemaVersionId: string, definition: string): Framing {
  const type = compileAvroType(definition);
  return ({ key, sequence }) => {
    const [deviceId = '', timestamp = ''] = key.split(' ');
    const payload = type.encode({ deviceId, timestamp, sequence, humidity: null });
    return encodeFrame({ schemaVersionId, payload, compression: 'none' });
  };
}

function toMessage(record: Sent, topic: string, frame: Framing): Message {
  const value = record.kind === 'poison' ? Buffer.from('no frame') : frame(record);
  return { topic, partition: record.partition, key: Buffer.from(record.key), value } as unknown as Message;
}

import { expect, test } from 'vitest';
import { renderReadyPart } from '../../src/terminal/render-pipeline.ts';
import { plainStyle } from '../../src/terminal/style.ts';

const part = { name: 'Kafka', address: '127.0.0.1:9093', startMs: 3210 };

test('a part that is ready shows its address and how long it took', () => {
  expect(renderReadyPart({ ...part, preferredPort: 9093 }, plainStyle)).toBe(
    '  Kafka               127.0.0.1:9093          3.2 s',
  );
});

test('a part on another port than its own says so', () => {
  expect(renderReadyPart({ ...part, preferredPort: 9092 }, plainStyle)).toBe(
    '  Kafka               127.0.0.1:9093          3.2 s\n  port 9092 is taken: Kafka is on 9093',
  );
});

import { expect, test } from 'vitest';
import { countSeries, sumMetric } from '../../src/containers/metrics-text.ts';

const TEXT = `# HELP glueline_lag_records Records behind.
# TYPE glueline_lag_records gauge
glueline_lag_records{partition="0"} 3
glueline_lag_records{partition="2"} 1.5e2
glueline_lag_records_else{partition="0"} 1000
process_resident_memory_bytes 98304000
`;

test('the values of a metric are added over its labels, and other metrics of a longer name left out', () => {
  expect(sumMetric(TEXT, 'glueline_lag_records')).toBe(153);
  expect(sumMetric(TEXT, 'process_resident_memory_bytes')).toBe(98_304_000);
});

test('a metric that is not there is 0, with no series', () => {
  expect(sumMetric(TEXT, 'glueline_lag')).toBe(0);
  expect(countSeries(TEXT, 'glueline_lag')).toBe(0);
  expect(countSeries(TEXT, 'glueline_lag_records')).toBe(2);
});

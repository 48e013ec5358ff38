import { expect, test } from 'vitest';
import { parseStored } from '../../src/growth/read-stored.ts';
import { createVariants } from '../../src/growth/variants.ts';

test('each variant differs from the first in its own way only, and no topic is beyond its bounds', () => {
  const [base, ...variants] = createVariants(600_000);
  for (const { group, workload } of variants.filter(({ isTls }) => !isTls)) {
    const changed = Object.entries(workload).filter(([name, value]) => {
      return value !== base!.workload[name as keyof typeof workload];
    });
    const names = changed.map(([name]) => name).filter((name) => name !== 'recordCount');
    const own = {
      versions: ['versionCount'],
      partitions: ['partitionCount'],
      size: ['paddingBytes'],
      keys: ['deviceCount', 'kind'],
    }[group]!;
    expect(own).toEqual(expect.arrayContaining(names));
    expect(names.length).toBeGreaterThan(0);
    expect(workload.recordCount * (workload.paddingBytes + 150)).toBeLessThanOrEqual(300_000_000);
  }
});

test('TLS changes nothing but the way to the table', () => {
  const [base, ...variants] = createVariants(600_000);
  expect(base?.isTls).toBe(false);
  expect(variants.filter(({ isTls }) => isTls).map(({ workload }) => workload)).toEqual([base!.workload]);
});

test('reads the counter of stored records, and refuses a text without it', () => {
  const metrics = '# HELP x\nglueline_items_stored_total 4711\nglueline_items_replaced_total 3\n';
  expect(parseStored(metrics)).toBe(4711);
  expect(() => parseStored('# nothing\n')).toThrow(new Error('no glueline_items_stored_total in /metrics'));
});

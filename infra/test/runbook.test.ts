import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toRunbookLink } from '../lib/runbook-link.ts';
import { EXAMPLES } from './examples.ts';
import { ofType, synthesizeExample, toAllResources } from './synthesized.ts';

const RUNBOOK = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const LINK = / (docs\/runbook\.md#[\w-]+)$/;

/** The headings below "## Alarms". */
function toHeadings(runbook: string): string[] {
  const section = /^## Alarms\n(.*?)(?=^## )/ms.exec(runbook)?.[1] ?? '';
  return [...section.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading!);
}

function findAlarms(name: keyof typeof EXAMPLES) {
  return ofType(toAllResources(synthesizeExample(name)), 'AWS::CloudWatch::Alarm');
}

const CASES = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

describe.each(CASES)('with %s', (name) => {
  test('every alarm tells somebody, and ends in a place of the runbook that is there', () => {
    const known = new Set(toHeadings(RUNBOOK).map(toRunbookLink));
    const alarms = findAlarms(name);
    expect(alarms.length).toBeGreaterThan(20);
    for (const [id, { Properties }] of alarms) {
      const link = LINK.exec(String(Properties?.['AlarmDescription']))?.[1];
      expect(known, `${id} links to ${link}`).toContain(link);
      expect(Properties?.['AlarmActions'], id).toHaveLength(1);
    }
  });
});

test('every heading of an alarm in the runbook has an alarm', () => {
  const linked = findAlarms('two accounts').map(
    ([, { Properties }]) => LINK.exec(String(Properties?.['AlarmDescription']))?.[1],
  );
  const links = toHeadings(RUNBOOK).map(toRunbookLink);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((link) => !linked.includes(link))).toEqual([]);
});

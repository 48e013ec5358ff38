import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toRunbookLink } from '../lib/runbook-link.ts';
import { EXAMPLES } from './examples.ts';
import { ofType, type Resource, synthesizeExample, toAllResources } from './synthesized.ts';

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

function toLink({ Properties }: Resource): string {
  return LINK.exec(String(Properties?.['AlarmDescription']))?.[1] ?? 'nowhere';
}

const CASES = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

describe.each(CASES)('with %s', (name) => {
  test('every alarm tells somebody, and ends in a place of the runbook that is there', () => {
    const known = new Set(toHeadings(RUNBOOK).map(toRunbookLink));
    const alarms = findAlarms(name);
    expect(alarms.length).toBeGreaterThan(20);
    const lost = alarms.map(([id, alarm]) => [id, toLink(alarm)]).filter(([, link]) => !known.has(link!));
    expect(lost).toEqual([]);
    for (const [, { Properties }] of alarms) expect(Properties?.['AlarmActions']).toHaveLength(1);
  });
});

test('every heading of an alarm in the runbook has an alarm', () => {
  const linked = new Set(findAlarms('two accounts').map(([, alarm]) => toLink(alarm)));
  const links = toHeadings(RUNBOOK).map(toRunbookLink);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((link) => !linked.has(link))).toEqual([]);
});

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { toAnchor } from './anchor.ts';

const PAGES = ['configuration.md', 'observability.md', 'performance.md', 'runbook.md'];
const ALARM_PARTS = ['**Description**', '**Investigation**', '**Resolution**'];

test.each(PAGES)('every link of %s leads to a heading or a file that exists', async (page) => {
  const base = new URL(`../${page}`, import.meta.url);
  const links = [...(await readFile(base, 'utf8')).matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]+))?\)/g)];
  expect(links.length).toBeGreaterThan(0);
  const dead: string[] = [];
  for (const [, path, anchor] of links) {
    const file = new URL(path || page, base);
    if (!existsSync(file)) dead.push(path!);
    else if (anchor !== undefined && !(await readAnchors(file)).has(anchor)) dead.push(`${path}#${anchor}`);
  }
  expect(dead).toEqual([]);
});

test('every alarm of the runbook has its three parts, in this order, and says where it is from', async () => {
  const page = await readFile(new URL('../runbook.md', import.meta.url), 'utf8');
  const alarms = page.slice(page.indexOf('\n## Alarms\n'), page.indexOf('\n## Procedures\n')).split(/^### /m);
  for (const alarm of alarms.slice(1)) {
    expect(alarm.match(/^\*\*\w+\*\*$/gm)).toEqual(ALARM_PARTS);
    expect(alarm.split('**Investigation**')[0]).toMatch(/^CloudWatch: .+$/m);
  }
});

async function readAnchors(file: URL): Promise<Set<string>> {
  const headings = (await readFile(file, 'utf8')).match(/^#{1,4} .+$/gm) ?? [];
  return new Set(headings.map((heading) => toAnchor(heading.replace(/^#+ /, ''))));
}

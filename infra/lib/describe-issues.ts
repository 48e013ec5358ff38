import type { z } from 'zod';

/** One line per mistake: its path, and the rule it breaks. A setting that nobody knows is mostly one that is misspelt. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => toLine([...issue.path, key], 'is not known'))
        : [toLine(issue.path, issue.message)],
    )
    .join('\n');
}

function toLine(path: readonly PropertyKey[], message: string): string {
  return `  ${path.join('.')}: ${message}`;
}

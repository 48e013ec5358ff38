/** The anchor that GitHub gives a heading: lower case, punctuation dropped, a hyphen for each space. */
export function toRunbookLink(heading: string): string {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
  return `docs/runbook.md#${anchor}`;
}

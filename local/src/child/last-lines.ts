/** What a process said last, in bounded memory: whole lines, the oldest dropped first. */
export type LastLines = {
  readonly add: (text: string) => void;
  /** The unfinished line, if there is one, comes last. */
  readonly read: () => string[];
};

/** A line longer than this is cut: a stack trace fits, a dumped buffer must not fill the memory. */
const MAX_LINE_CHARACTERS = 2000;

export function createLastLines(maxLines: number): LastLines {
  const lines: string[] = [];
  let unfinished = '';
  return {
    add(text) {
      const parts = (unfinished + text).split('\n');
      unfinished = (parts.pop() ?? '').slice(0, MAX_LINE_CHARACTERS);
      const whole = parts.map((line) => line.trimEnd()).filter((line) => line !== '');
      lines.push(...whole.slice(-maxLines).map((line) => line.slice(0, MAX_LINE_CHARACTERS)));
      lines.splice(0, lines.length - maxLines);
    },
    read: () => [...lines, ...(unfinished === '' ? [] : [unfinished])].slice(-maxLines),
  };
}

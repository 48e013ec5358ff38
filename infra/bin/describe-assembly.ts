/** What a synthesis made, a line per stack, and how long its parts took. */
export function describeAssembly(files: readonly { file: string; text: string }[]): string {
  const stacks = files
    .filter(({ file }) => file.endsWith('.template.json'))
    .map(({ file, text }) => {
      const { Resources: resources } = JSON.parse(text) as { Resources: object };
      return { name: toStackName(file), count: Object.keys(resources).length, bytes: text.length };
    });
  const lines = stacks.map(
    ({ name, count, bytes }) =>
      `${name.padEnd(24)} ${String(count).padStart(4)} resources ${String(Math.ceil(bytes / 1000)).padStart(5)} kB`,
  );
  const counters = files.find(({ file }) => file === 'performance-counters.json');
  return [...lines, ...(counters === undefined ? [] : [toTimes(counters.text)])].join('\n');
}

/** assembly-prod/prodProducerData79ADB271.template.json */
function toStackName(file: string): string {
  const [, environment, rest] = /^assembly-([^/]+)\/(.+)[0-9A-F]{8}\.template\.json$/.exec(file)!;
  return `${environment}-${rest!.slice(environment!.replaceAll('-', '').length)}`;
}

function toTimes(text: string): string {
  const { counters } = JSON.parse(text) as { counters: Record<string, number> };
  const toSeconds = (name: string) => `${((counters[name] ?? 0) / 1000).toFixed(1)} s`;
  return `loading ${toSeconds('phase:Load')}, construction with bundles ${toSeconds('phase:Construction')}, synthesis ${toSeconds('phase:Synthesis')}, of it validation ${toSeconds('validateTemplates')}`;
}

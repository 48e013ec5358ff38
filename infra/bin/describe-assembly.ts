/** What a synthesis made, a line per stack, and how long all of it took. */
export function describeAssembly(
  templates: readonly { file: string; text: string }[],
  elapsedMs: number,
): string {
  const lines = templates.map(({ file, text }) => {
    const { Resources: resources } = JSON.parse(text) as { Resources: object };
    const count = String(Object.keys(resources).length).padStart(4);
    const kilobytes = String(Math.ceil(text.length / 1000)).padStart(5);
    return `${toStackName(file).padEnd(24)} ${count} resources ${kilobytes} kB`;
  });
  return [
    ...lines,
    `${templates.length} stacks, bundled and checked in ${(elapsedMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

/** assembly-prod/prodProducerData79ADB271.template.json */
function toStackName(file: string): string {
  const [, environment, rest] = /^assembly-([^/]+)\/(.+)[0-9A-F]{8}\.template\.json$/.exec(file)!;
  return `${environment}-${rest!.slice(environment!.replaceAll('-', '').length)}`;
}

/** The sum over all labels of a metric in Prometheus' text format; 0 where it has no line. */
export function sumMetric(text: string, name: string): number {
  return readValues(text, name).reduce((left, right) => left + right, 0);
}

/** How many combinations of labels a metric has. */
export function countSeries(text: string, name: string): number {
  return readValues(text, name).length;
}

function readValues(text: string, name: string): number[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
}

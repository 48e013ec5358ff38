import { readFile } from 'node:fs/promises';

export type DashboardQuery = { panel: string; expr: string };

type Panel = { title: string; targets?: { expr: string }[] };

/** Every query of the dashboard, as Grafana sends it. */
export async function readDashboardQueries(): Promise<DashboardQuery[]> {
  const file = new URL('../grafana/dashboards/glueline.json', import.meta.url);
  const { panels } = JSON.parse(await readFile(file, 'utf8')) as { panels: Panel[] };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ panel: title, expr: expr.replaceAll('$__rate_interval', '1m') })),
  );
}

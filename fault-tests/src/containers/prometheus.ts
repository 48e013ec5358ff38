type Target = { labels: Record<string, string>; health: string };
type Targets = { data: { activeTargets: Target[] } };
type Rules = { data: { groups: { rules: { name: string; health: string }[] }[] } };

/** By job, the health of each target: "up", "down" or "unknown". */
export async function readTargets(address: string): Promise<Map<string, string[]>> {
  const { data } = await read<Targets>(`${address}/api/v1/targets?state=active`);
  const byJob = new Map<string, string[]>();
  for (const { labels, health } of data.activeTargets) {
    const job = labels['job'] ?? 'unknown';
    byJob.set(job, [...(byJob.get(job) ?? []), health]);
  }
  return byJob;
}

/** The health of every rule: "ok" once it was evaluated. */
export async function readRuleHealth(address: string): Promise<string[]> {
  const { data } = await read<Rules>(`${address}/api/v1/rules`);
  return data.groups.flatMap(({ rules }) => rules.map(({ health }) => health));
}

async function read<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Answer;
}

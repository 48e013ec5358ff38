/** Linux counts a process's CPU time in these on every platform Node supports (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Fields of /proc/PID/stat after the name, which may hold blanks and brackets itself. */
const FIELD = { userTicks: 11, systemTicks: 12, childUserTicks: 13, childSystemTicks: 14 } as const;

/** User and system time of a process with all its threads, and of children it has waited for. */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Object.values(FIELD).map((index) => Number(fields[index]));
  const sum = ticks.reduce((total, each) => total + each, 0);
  if (!Number.isFinite(sum)) throw new Error(`no CPU times in ${fields.length} fields of /proc/PID/stat`);
  return sum / TICKS_PER_SECOND;
}

export function parsePeakRssMb(status: string): number {
  return parseKilobytes(status, 'VmHWM') / 1024;
}

export function parseRssMb(status: string): number {
  return parseKilobytes(status, 'VmRSS') / 1024;
}

function parseKilobytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`no ${name} in /proc/PID/status`);
  return Number(kilobytes);
}

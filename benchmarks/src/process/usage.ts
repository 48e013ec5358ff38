import { readFileSync } from 'node:fs';
import { parseCpuSeconds, parsePeakRssMb, parseRssMb } from './parse-proc.ts';

export type Usage = { cpuSeconds: number; peakRssMb: number; rssMb: number };

/** From outside, so that it is the same measure for a JVM and for Node. Throws when the process has ended. */
export function readUsage(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    peakRssMb: parsePeakRssMb(status),
    rssMb: parseRssMb(status),
  };
}

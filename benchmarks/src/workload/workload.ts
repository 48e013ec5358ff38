/**
 * What is in the topic. Every record follows from its sequence number alone, so whoever sees an item can tell whether
 * it is right.
 */
export type Workload = {
  readonly recordCount: number;
  readonly partitionCount: number;
  readonly deviceCount: number;
  /** `history`: every record is an item of its own. `state`: a record replaces the item of its device. */
  readonly kind: 'history' | 'state';
  /** A text of this length in each record, beside the other fields. */
  readonly paddingBytes: number;
  /** Records take turns through this many schema versions. */
  readonly versionCount: number;
};

export type SensorEvent = Readonly<Record<string, string | number | null>>;

const FIRST_INSTANT_MS = Date.UTC(2026, 0, 1);
const SITES = ['greenhouse-north-01', 'greenhouse-south-02', 'cold-storage-east-3'] as const;
const FIRMWARES = ['4.18.2-rc1+build.2207', '4.17.9+build.2188', '4.18.1+build.2195'] as const;

export function createEvent({ deviceCount, kind, paddingBytes }: Workload, sequence: number): SensorEvent {
  const device = sequence % deviceCount;
  return {
    deviceId: `sensor-${String(device).padStart(7, '0')}`,
    timestamp: toTimestamp(kind === 'state' ? 0 : sequence),
    battery: (sequence % 1000) / 1000,
    firmware: FIRMWARES[device % FIRMWARES.length]!,
    humidity: 40 + (sequence % 400) / 10,
    note: paddingBytes === 0 ? null : 'n'.repeat(paddingBytes),
    pressure: 990 + (sequence % 640) / 16,
    sequence,
    site: SITES[device % SITES.length]!,
    temperature: (sequence % 700) / 16 - 10,
  };
}

/** A device's records are all in one partition. */
export function toPartition({ deviceCount, partitionCount }: Workload, sequence: number): number {
  return (sequence % deviceCount) % partitionCount;
}

/** As the producer writes it: with microseconds. */
function toTimestamp(offsetMs: number): string {
  return new Date(FIRST_INSTANT_MS + offsetMs).toISOString().replace('Z', '000Z');
}

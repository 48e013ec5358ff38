const optional = (name: string, type: string) => ({ name, type: ['null', type], default: null });

const FIELDS = [
  { name: 'deviceId', type: 'string' },
  { name: 'timestamp', type: 'string' },
  optional('battery', 'double'),
  optional('firmware', 'string'),
  optional('humidity', 'double'),
  optional('note', 'string'),
  optional('pressure', 'double'),
  optional('sequence', 'long'),
  optional('site', 'string'),
  optional('temperature', 'double'),
];

/** Of a schema's version, from 1 on. Later ones differ by one field that no record sets, so that items stay the same. */
export function toDefinition(version: number): string {
  const extra = version === 1 ? [] : [optional(`unused${version}`, 'double')];
  return JSON.stringify({ type: 'record', name: 'sensor', fields: [...FIELDS, ...extra] });
}

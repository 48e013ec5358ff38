/** What an event of the walk brings, and what there is to see. */
export type WalkEvent = { brings: string; event: string };

/** Ten events for the schema as the demo leaves it, each for one thing that real events do. */
export const WALK_EVENTS: readonly WalkEvent[] = [
  { brings: 'a nested object', event: '{"location": {"lat": 47.1, "lon": 8.5}}' },
  {
    brings: 'arrays, of objects and with a null',
    event: '{"readings": [{"value": 20.5}, {"value": 21, "unit": "C"}], "tags": ["roof", null]}',
  },
  { brings: 'a new field inside of the nested object', event: '{"location": {"lat": 47.2, "floor": 3}}' },
  {
    brings: 'names that Avro does not take',
    event: '{"wind speed": 12.5, "größe": {"1st": 40, "constructor": 1}}',
  },
  {
    brings: 'nulls and empty arrays, which say nothing of a type',
    event: '{"note": null, "tags": [], "seen": []}',
  },
  { brings: 'a whole number as a double', event: '{"counter": 9007199254740991}' },
  { brings: 'a whole number that no double has', event: '{"counter": 9007199254740993}' },
  { brings: 'a conflict', event: '{"location": {"lat": "north"}}' },
  { brings: 'nothing of all that: the fields are gone', event: '{}' },
  {
    brings: 'fields that return',
    event: '{"location": {"lon": 8.6, "floor": 4}, "tags": ["cellar"], "wind speed": 7}',
  },
];

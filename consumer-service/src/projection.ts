import {
  type AvroValue,
  compileProjection,
  type Frame,
  type ReadDatum,
  ResolutionError,
  type SchemaVersion,
} from '@glueline/schema-registry';

export type Projection = {
  /** Before the first event; without it, each event is what its own version says. */
  pin(reader: SchemaVersion): void;
  isPinned(): boolean;
  /** Throws DatumError or ResolutionError, which are final. */
  toEvent(frame: Frame, version: SchemaVersion): AvroValue;
};

/** Events as one pinned version has them, whichever version wrote them. What it takes is compiled once per version. */
export function createProjection(): Projection {
  const reads = new WeakMap<SchemaVersion, ReadDatum>();
  let pinned: SchemaVersion | undefined;

  function readAsPinned(version: SchemaVersion, reader: SchemaVersion): ReadDatum {
    const known = reads.get(version);
    if (known !== undefined) return known;
    const read = toRead(version, reader);
    reads.set(version, read);
    return read;
  }

  return {
    pin(reader) {
      pinned = reader;
    },
    isPinned: () => pinned !== undefined,
    toEvent({ payload }, version) {
      const read = pinned === undefined ? version.read : readAsPinned(version, pinned);
      return read(payload);
    },
  };
}

/** That a version cannot be resolved is remembered too. */
function toRead(version: SchemaVersion, reader: SchemaVersion): ReadDatum {
  try {
    return compileProjection(version.schema, reader.schema);
  } catch (error) {
    if (!(error instanceof ResolutionError)) throw error;
    return () => {
      throw error;
    };
  }
}

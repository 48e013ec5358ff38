import { branch, type Value } from './value.ts';

/** A value that the two sides write differently: each one's payload as hex, or its error. */
export type ValueToWrite = { title: string; type: unknown; value: Value; theirs: string; ours: string };

export const VALUES_TO_WRITE: readonly ValueToWrite[] = [
  {
    title: 'half a surrogate pair',
    type: 'string',
    value: 'a\uD800b',
    theirs: '06613f62',
    ours: '0a61eda08062',
  },
  {
    title: 'a small number for the long of `["int","long"]`',
    type: ['int', 'long'],
    value: branch(1, 5n),
    theirs: '020a',
    ours: 'DatumError: value does not fit its schema, or more than one branch of a union',
  },
];

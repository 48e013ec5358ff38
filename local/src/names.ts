/** What the pieces of a pipeline are called; the emulator and the table are its own, so they need not be unique. */
export const NAMES = {
  registryName: 'glueline',
  schemaName: 'sensor',
  topic: 'sensor',
  tableName: 'sensor',
  groupId: 'glueline-consumer',
  deviceId: '000001',
} as const;

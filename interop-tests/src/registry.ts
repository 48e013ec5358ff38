import {
  type Compatibility,
  CreateSchemaCommand,
  GlueClient,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { createRegistry, REGION } from '@glueline/local/parts';
import { startEmulator } from '@glueline/registry-emulator';
import { createSchemaVersionReader, type SchemaVersionReader } from '@glueline/schema-registry';
import { ACCOUNTS, OWNER } from './accounts.ts';
import { type RecordedCall, startRecordingProxy } from './recording-proxy.ts';

export const REGISTRY_NAME = 'interop';

/** The emulator, in this process, behind a proxy that notes what is asked. */
export type Registry = {
  readonly endpoint: string;
  readonly calls: RecordedCall[];
  readonly glue: GlueClient;
  readonly reader: SchemaVersionReader;
  /** A schema of its own when it is not there yet. Resolves to the version's id. */
  register(schemaName: string, definition: string, compatibility?: Compatibility): Promise<string>;
  close(): Promise<void>;
};

export async function startRegistry(settings: { pendingDelayMs?: number } = {}): Promise<Registry> {
  const unexpected: unknown[] = [];
  const emulator = await startEmulator({
    host: '127.0.0.1',
    port: 0,
    accounts: ACCOUNTS,
    onUnexpectedError: (error) => unexpected.push(error),
    ...settings,
  });
  const proxy = await startRecordingProxy(emulator.endpoint);
  const glue = new GlueClient({ region: REGION, endpoint: proxy.endpoint, credentials: OWNER });
  await createRegistry(glue, REGISTRY_NAME);
  const known = new Set<string>();

  return {
    endpoint: proxy.endpoint,
    calls: proxy.calls,
    glue,
    reader: createSchemaVersionReader({
      client: glue,
      maxCachedVersions: 1000,
      prepare: (version) => version,
    }),
    async register(schemaName, definition, compatibility = 'NONE') {
      const answer = known.has(schemaName)
        ? await glue.send(
            new RegisterSchemaVersionCommand({
              SchemaId: { RegistryName: REGISTRY_NAME, SchemaName: schemaName },
              SchemaDefinition: definition,
            }),
          )
        : await glue.send(
            new CreateSchemaCommand({
              RegistryId: { RegistryName: REGISTRY_NAME },
              SchemaName: schemaName,
              DataFormat: 'AVRO',
              Compatibility: compatibility,
              SchemaDefinition: definition,
            }),
          );
      known.add(schemaName);
      return answer.SchemaVersionId!;
    },
    async close() {
      glue.destroy();
      await proxy.close();
      await emulator.close();
      if (unexpected.length > 0) throw new AggregateError(unexpected, 'the emulator failed');
    },
  };
}

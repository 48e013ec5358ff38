import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesizeConsumer } from './consumer-stacks.ts';

function readContext(): { folder: string; asset: { source: Record<string, unknown>; destinations: object } } {
  const assembly = synthesizeConsumer().app.synth();
  const manifest = assembly.artifacts.find(({ id }) => id === 'ConsumerService.assets');
  const { dockerImages } = (manifest as unknown as { contents: { dockerImages: Record<string, never> } })
    .contents;
  const [asset] = Object.values(dockerImages);
  const { source } = asset as unknown as { source: { directory: string } };
  return { folder: join(assembly.directory, source.directory), asset: asset! };
}

test('the image is the consumer of the Dockerfile, for what the tasks run on', () => {
  expect(readContext().asset.source).toMatchObject({
    dockerFile: 'docker/Dockerfile',
    dockerBuildTarget: 'consumer',
    platform: 'linux/arm64',
  });
});

test('a change of anything but the service and its manifests does not deploy it anew', () => {
  const { folder } = readContext();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const others = files.filter(
    (file) =>
      !/^(consumer-service|kafka-connection|schema-registry)\/src\/|^docker\/src\/|(^|\/)package(-lock)?\.json$/.test(
        file,
      ),
  );

  expect(files).toContain('consumer-service/src/health-check.ts');
  expect(files).toContain('package-lock.json');
  expect(others.toSorted()).toEqual([
    '.dockerignore',
    '.npmrc',
    'docker/Dockerfile',
    'docker/fix-metadata.sh',
    'docker/install-production.sh',
  ]);
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { NODE_FLAGS } from '../../consumer-service/src/node-flags.ts';

const root = new URL('../../', import.meta.url);
const dockerfile = readFileSync(new URL('docker/Dockerfile', root), 'utf8');

/** The instructions of the last stage of an image, with continued lines joined. */
function readStage(name: string): string[] {
  const joined = dockerfile.replaceAll(/\\\n\s*/g, '');
  const stage = joined.split(/^FROM /m).find((text) => text.split('\n')[0]?.endsWith(` AS ${name}`)) ?? '';
  return stage.split('\n').slice(1);
}

function readExecForm(stage: readonly string[], instruction: RegExp): string[] {
  const line = stage.find((text) => instruction.test(text)) ?? '';
  return JSON.parse(line.replace(instruction, '')) as string[];
}

test('the builder gets the manifest of every workspace', () => {
  const ignored = readFileSync(new URL('.dockerignore', root), 'utf8').split('\n');
  const manifest = readFileSync(new URL('package.json', root), 'utf8');
  const { workspaces } = JSON.parse(manifest) as { workspaces: string[] };
  expect(workspaces).toContain('consumer-service');
  expect(workspaces.filter((workspace) => ignored.includes(workspace))).toEqual([]);
});

test('the consumer starts with the flags that bound its memory', () => {
  const command = readExecForm(readStage('consumer'), /^CMD /);
  expect(command).toEqual([...NODE_FLAGS, '/app/consumer-service/src/main.ts']);
});

describe.each(['consumer', 'registry-emulator', 'local'])('the image of %s', (name) => {
  const stage = readStage(name);
  const command = readExecForm(stage, /^CMD /);
  const check = readExecForm(stage, /^HEALTHCHECK .* CMD /);

  test('starts Node itself, so that it gets the signals', () => {
    expect(readExecForm(stage, /^ENTRYPOINT /)).toEqual(['/nodejs/bin/node']);
  });

  test('starts and checks files that are there', () => {
    const files = [...command, ...check].filter((text) => text.startsWith('/app/'));
    expect(files).toHaveLength(2);
    for (const file of files) expect(existsSync(fileURLToPath(new URL(file.slice(5), root)))).toBe(true);
  });

  test('runs as a user without rights, and says what it is', () => {
    expect(stage).toContain('USER 65532:65532');
    const labels = stage.find((line) => line.startsWith('LABEL ')) ?? '';
    for (const label of ['title', 'description', 'licenses', 'version', 'revision', 'base.name']) {
      expect(labels).toContain(`org.opencontainers.image.${label}="`);
    }
  });

  test('has nothing in it that was made while it was built: its files are copied', () => {
    expect(stage.filter((line) => /^(RUN|ADD) /.test(line))).toEqual([]);
  });
});

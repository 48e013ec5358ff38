import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { prod } from '../../../config/prod.ts';
import { HEALTH_CHECK } from '../../../lib/consumer/task-definition.ts';
import { synthesizeConsumer } from './consumer-stacks.ts';

const DOCKERFILE = new URL('../../../../docker/Dockerfile', import.meta.url);
const FARGATE_LIMIT_SECONDS = 120;

function readTask(config = prod) {
  const { service } = synthesizeConsumer({ config });
  const [task, ...others] = Object.values(service.findResources('AWS::ECS::TaskDefinition'));
  expect(others).toEqual([]);
  const { ContainerDefinitions: containers, ...properties } = task!['Properties'];
  expect(containers).toHaveLength(1);
  return { ...properties, container: containers[0] };
}

test('the task runs on ARM, as large as the environment says', () => {
  expect(readTask()).toMatchObject({
    Cpu: '1024',
    Memory: '2048',
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
  });
});

test('the container writes to no file system, is nobody, and has an init process', () => {
  expect(readTask().container).toMatchObject({
    ReadonlyRootFilesystem: true,
    User: '65532',
    LinuxParameters: { InitProcessEnabled: true },
    Essential: true,
  });
});

test.each([dev, prod])(
  '$name: the stop that ECS waits for is longer than the drain, and one that Fargate allows',
  (config) => {
    const { StopTimeout: stopTimeoutSeconds, Environment: variables } = readTask(config).container;
    const drain = variables.find(({ Name: name }: { Name: string }) => name === 'DRAIN_TIMEOUT_MS');

    expect(stopTimeoutSeconds * 1000).toBeGreaterThan(Number(drain.Value));
    expect(stopTimeoutSeconds).toBeLessThanOrEqual(FARGATE_LIMIT_SECONDS);
  },
);

test('ECS checks what the image itself checks', () => {
  const stage = readFileSync(DOCKERFILE, 'utf8')
    .split(/^FROM .* AS /m)
    .find((each) => each.startsWith('consumer\n'));
  const [, command] = /^HEALTHCHECK [^]*?CMD (\[.*\])$/m.exec(stage!)!;

  expect(HEALTH_CHECK).toEqual(['CMD', ...(JSON.parse(command!) as string[])]);
  expect(readTask().container.HealthCheck).toEqual({
    Command: HEALTH_CHECK,
    Interval: 30,
    Timeout: 10,
    Retries: 3,
    StartPeriod: 60,
  });
});

test('the container runs as the user of the image', () => {
  const stage = readFileSync(DOCKERFILE, 'utf8')
    .split(/^FROM .* AS /m)
    .find((each) => each.startsWith('consumer\n'));

  expect(stage).toMatch(/^USER 65532:65532$/m);
});

test('a log that cannot be delivered holds up nothing', () => {
  expect(readTask().container.LogConfiguration).toMatchObject({
    LogDriver: 'awslogs',
    Options: { mode: 'non-blocking', 'awslogs-region': 'eu-central-1' },
  });
});

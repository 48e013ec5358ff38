import { expect, test } from 'vitest';
import { createWorkplace, runScript, startScript } from './start-script.ts';

const TIMEOUT_MS = 180_000;

test(
  'in a running pipeline every hop is well, and what the shell says of other brokers counts first',
  async () => {
    const workplace = await createWorkplace();
    const pipeline = startScript('start.ts', [], workplace);
    await pipeline.waitForOutput('Ctrl-C stops everything.');

    const doctor = await runScript('doctor.ts', [], workplace);
    expect(doctor.output).toContain('sensor  3 partitions, READ and DESCRIBE allowed');
    expect(doctor.output).toContain('glueline-consumer  Stable, 1 member, READ and DESCRIBE allowed');
    expect(doctor.output).toMatch(/\n\n12 hops, all well\n$/);
    expect(doctor.exitCode).toBe(0);

    const environment = { ...workplace.environment, KAFKA_BROKERS: '127.0.0.1:1' };
    const ofShell = await runScript('doctor.ts', ['--json'], { ...workplace, environment });
    expect(JSON.parse(ofShell.output)).toMatchObject({
      isWell: false,
      hops: [
        { hop: 'configuration', result: 'failed', detail: expect.stringContaining('TOPIC is required') },
      ],
    });
    expect(ofShell.exitCode).toBe(2);
  },
  TIMEOUT_MS,
);

test('with neither settings nor a pipeline it says how to have one of them', async () => {
  const doctor = await runScript('doctor.ts', [], await createWorkplace());
  expect(doctor.output).toBe(
    'KAFKA_BROKERS is not set, and no pipeline is running here: start one with "npm start"\n',
  );
  expect(doctor.exitCode).toBe(2);
});

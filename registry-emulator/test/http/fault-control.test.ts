import { ListRegistriesCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { createTestEmulator, PRODUCER } from '../emulator-fixture.ts';

async function start(isFaultControlEnabled: boolean) {
  const emulator = await createTestEmulator({ isFaultControlEnabled });
  const control = async (method: string, body?: string) => {
    const response = await fetch(`${emulator.endpoint}/_emulator/faults`, { method, body: body ?? null });
    return { status: response.status, answer: await response.text() };
  };
  return { ...emulator, control };
}

test('another process sets faults, sees how often they struck, and clears them', async () => {
  const { control, glueAs, faults } = await start(true);
  const glue = glueAs(PRODUCER);
  expect(await control('PUT', '{"faults":[{"kind":"throttle","times":1}]}')).toEqual({
    status: 200,
    answer: '{"faults":[{"kind":"throttle","times":1,"struck":0}]}',
  });
  await expect(glue.send(new ListRegistriesCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  });
  expect(await control('GET')).toEqual({
    status: 200,
    answer: '{"faults":[{"kind":"throttle","times":1,"struck":1}]}',
  });
  expect(await control('DELETE')).toEqual({ status: 200, answer: '{"faults":[]}' });
  expect(faults.list()).toEqual([]);
});

test.each([
  ['PUT', '{', 400, '{"problems":["the body is not JSON"]}'],
  ['PUT', 'null', 400, '{"problems":["faults: Invalid input: expected array, received undefined"]}'],
  [
    'PUT',
    '{"faults":[{"kind":"throttle","times":-1}]}',
    400,
    '{"problems":["faults.0.times: Too small: expected number to be >=1"]}',
  ],
  ['POST', '{}', 405, '{"problems":["GET, PUT or DELETE"]}'],
])('%s of %s is answered with %i', async (method, body, status, answer) => {
  const { control } = await start(true);
  expect(await control(method, body)).toEqual({ status, answer });
});

test('unless it is enabled the path is nothing special', async () => {
  const { control, faults } = await start(false);
  const { status, answer } = await control('PUT', '{"faults":[{"kind":"throttle"}]}');
  expect(status).toBe(400);
  expect(answer).toContain('<Code>MissingAction</Code>');
  expect(faults.list()).toEqual([]);
});

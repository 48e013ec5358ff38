import { GetRegistryCommand, UpdateRegistryCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { withoutMetadata, withRegistry } from './recorded-fixture.ts';

const RegistryId = { RegistryName: 'glueline' };
const ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/glueline';

test.each([[RegistryId], [{ RegistryArn: ARN }]])(
  'a registry named by %j gets the new description',
  async (id) => {
    const { glue, clock } = await withRegistry();
    clock.advance(1000);
    const answer = await glue.send(new UpdateRegistryCommand({ RegistryId: id, Description: 'new' }));
    expect(withoutMetadata(answer)).toEqual({ RegistryName: 'glueline', RegistryArn: ARN });
    expect(await glue.send(new GetRegistryCommand({ RegistryId }))).toMatchObject({
      Description: 'new',
      CreatedTime: '2026-11-23T12:00:00.123Z',
      UpdatedTime: '2026-11-23T12:00:01.123Z',
    });
  },
);

test('without a description nothing changes', async () => {
  const { glue, clock } = await withRegistry();
  const before = withoutMetadata(await glue.send(new GetRegistryCommand({ RegistryId })));
  clock.advance(1000);
  await glue.send(new UpdateRegistryCommand({ RegistryId, Description: undefined }));
  expect(withoutMetadata(await glue.send(new GetRegistryCommand({ RegistryId })))).toEqual(before);
});

test('a missing registry and a long description are refused', async () => {
  const { glue } = await withRegistry();
  await expect(
    glue.send(new UpdateRegistryCommand({ RegistryId: { RegistryName: 'absent' }, Description: 'x' })),
  ).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: absent',
  });
  await expect(
    glue.send(new UpdateRegistryCommand({ RegistryId, Description: 'x'.repeat(2049) })),
  ).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'The resource name contains too many or too few characters. Parameter Name: description',
  });
});

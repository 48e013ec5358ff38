import { connect } from 'node:net';
import { CreateRegistryCommand, CreateSchemaCommand, ListRegistriesCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { createTestEmulator, PRODUCER } from '../emulator-fixture.ts';
import { signHeaders } from '../sigv4/sign.ts';

async function start() {
  const { endpoint, glueAs } = await createTestEmulator();
  const post = (body: string, changed: Record<string, string> = {}) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSGlue.CreateRegistry',
      ...changed,
    };
    const signed = signHeaders({ url: endpoint, method: 'POST', headers, body }, { credentials: PRODUCER });
    return fetch(endpoint, { method: 'POST', body, headers: signed });
  };
  return { endpoint, post, glue: glueAs(PRODUCER) };
}

test.each([
  ['text that is not JSON', '{"RegistryName":', 'The request is not JSON'],
  ['an array nested a million deep', '['.repeat(1_000_000), 'The request is not JSON'],
  [
    'a number for a name',
    '{"RegistryName":5}',
    'NUMBER_VALUE can not be converted to a String (RegistryName)',
  ],
  ['a list for the whole input', '[]', 'LIST_VALUE can not be converted to a structure'],
])('%s is a SerializationException', async (_title, body, message) => {
  const { post } = await start();
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await response.json()).toEqual({ __type: 'SerializationException', Message: message });
});

test.each(['AWSGlue.DeleteTable', 'AWSGlue.constructor', 'AWSGlue.', 'Nonsense', ''])(
  'the target "%s" is an unknown operation',
  async (target) => {
    const { post } = await start();
    const response = await post('{}', { 'x-amz-target': target });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  },
);

test.each([
  ['Action=DeleteEverything&Version=2011-06-15', 'InvalidAction', 'DeleteEverything for version 2011-06-15'],
  ['Action=AssumeRole&Version=1999-01-01', 'InvalidAction', 'AssumeRole for version 1999-01-01'],
  ['Action=AssumeRole', 'InvalidAction', 'AssumeRole for version NO_VERSION_SPECIFIED'],
  ['Action=%00%3Cx%3E&Version=2011-06-15', 'InvalidAction', '\uFFFD&lt;x&gt; for version 2011-06-15'],
  ['', 'MissingAction', 'Request is missing Action'],
])('the query "%s" is answered in XML with %s', async (query, code, message) => {
  const { endpoint } = await start();
  const response = await fetch(`${endpoint}/?${query}`);
  const text = await response.text();
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('text/xml');
  expect(text).toContain(`<Code>${code}</Code>`);
  expect(text).toContain(message);
});

test('a body over the limit is refused, announced or not', async () => {
  const { post, glue } = await start();
  const announced = await post('x'.repeat(2 * 1024 * 1024 + 1));
  expect(announced.status).toBe(413);
  expect(await announced.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
  await glue.send(new ListRegistriesCommand({}));
});

test('a body that grows over the limit without an announced length is refused', async () => {
  const { endpoint, glue } = await start();
  const { hostname, port } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
  for (let index = 0; index < 40; index++) socket.write(chunk);
  const answer = await new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(bytes.toString()));
    socket.once('error', (error) => resolve(String(error)));
  });
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
  await glue.send(new ListRegistriesCommand({}));
});

test('a client that goes away in the middle of its request harms nobody', async () => {
  const { endpoint, glue } = await start();
  const { hostname, port } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.write('POST / HTTP/1.1\r\ncontent-length: 100\r\n\r\nhalf', resolve));
  socket.destroy();
  // Two more round trips: time enough for the server to have seen the first client go.
  await glue.send(new ListRegistriesCommand({}));
  expect((await glue.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
});

const fields = (count: number, type: unknown) =>
  Array.from({ length: count }, (_, index) => ({ name: `f${index}`, type }));

test.each([
  ['deep nesting', '{"type":"array","items":'.repeat(7000)],
  ['deep brackets', '['.repeat(170_000)],
  ['names every JavaScript object has', '{"type":"constructor"}'],
  ['a prototype', '{"__proto__":{"type":"record"}}'],
  ['a type that is a number', '{"type":"record","name":"R","fields":[{"name":"a","type":7}]}'],
  ['aliases that are no list', '{"type":"record","name":"R","aliases":5,"fields":[]}'],
  ['code for a name', '{"type":"record","name":"R(){};process.exit();//","fields":[]}'],
  ['null', 'null'],
])('a definition with %s is invalid input', async (_title, definition) => {
  const { glue } = await start();
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: 'r' },
    SchemaName: 's',
    DataFormat: 'AVRO',
    Compatibility: 'FULL',
    SchemaDefinition: definition,
  });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringMatching(/^Schema definition of AVRO data format is invalid: /),
  });
});

test('a definition as large as is allowed is taken', async () => {
  const { glue } = await start();
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  const definition = JSON.stringify({ type: 'record', name: 'R', fields: fields(5500, 'int') });
  const answer = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'r' },
      SchemaName: 's',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: definition,
    }),
  );
  expect(answer.SchemaVersionStatus).toBe('AVAILABLE');
});

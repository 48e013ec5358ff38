import { describe, expect, it } from 'vitest';
import { toAnswer } from '../../../lambda/custom-resource/answer.ts';
import type { CustomResourceRequest } from '../../../lambda/custom-resource/request.ts';

const CREATE: CustomResourceRequest = {
  RequestType: 'Create',
  ResponseURL: 'https://example.com/?signature=secret',
  StackId: 'arn:aws:cloudformation:eu-central-1:111111111111:stack/producer/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Nodes',
  ResourceProperties: {},
};
const IDENTITY = { StackId: CREATE.StackId, RequestId: 'request-1', LogicalResourceId: 'Nodes' };

function read(...args: Parameters<typeof toAnswer>): unknown {
  return JSON.parse(toAnswer(...args));
}

describe('an answer to CloudFormation', () => {
  it('has the attributes, and the name of the resource as its physical id', () => {
    expect(read(CREATE, { attributes: { ClusterDomain: 'example.com' } })).toEqual({
      Status: 'SUCCESS',
      ...IDENTITY,
      PhysicalResourceId: 'Nodes',
      Data: { ClusterDomain: 'example.com' },
    });
  });

  it.each(['Update', 'Delete'] as const)('keeps the physical id at %s', (RequestType) => {
    const request = { ...CREATE, RequestType, PhysicalResourceId: 'made-earlier' };
    expect(read(request, { attributes: {} })).toMatchObject({ PhysicalResourceId: 'made-earlier' });
    expect(read(request, { error: new Error('no') })).toMatchObject({ PhysicalResourceId: 'made-earlier' });
  });

  it('tells of a failure its class and message', () => {
    expect(read(CREATE, { error: new RangeError('the cluster lists no broker') })).toEqual({
      Status: 'FAILED',
      ...IDENTITY,
      PhysicalResourceId: 'Nodes',
      Reason: 'RangeError: the cluster lists no broker',
    });
  });

  it('has all attributes of thirty brokers of a cluster with the longest name', () => {
    const brokers = Array.from({ length: 30 }, (_, index) => index + 1);
    const attributes = {
      ClusterDomain: `${'n'.repeat(64)}.abc123.c20.kafka.ap-southeast-1.amazonaws.com`,
      ...Object.fromEntries(brokers.map((id) => [`Label${id}`, `b-${id}`])),
      ...Object.fromEntries(brokers.map((id) => [`Subnet${id}`, 'subnet-0123456789abcdef0'])),
    };
    expect(read(CREATE, { attributes })).toMatchObject({ Status: 'SUCCESS', Data: attributes });
  });

  it('is one of failure, and short enough, when it would be too long', () => {
    const answer = toAnswer(CREATE, { attributes: { Long: 'x'.repeat(4096) } });
    expect(JSON.parse(answer)).toMatchObject({
      Status: 'FAILED',
      Reason: 'the answer has 4294 bytes: CloudFormation takes 4096 at most',
    });
    const failure = toAnswer(CREATE, { error: new Error('x'.repeat(10_000)) });
    expect(failure.length).toBeLessThan(4096);
  });
});

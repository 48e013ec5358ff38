import { expect, test } from 'vitest';
import { describeAssembly } from '../../bin/describe-assembly.ts';

test('a synthesis is a line per stack, with its resources, and the time that all of it took', () => {
  const templates = [
    { file: 'assembly-prod/prodProducerData79ADB271.template.json', text: '{"Resources":{"A":{},"B":{}}}' },
    { file: 'assembly-a-b/abConsumerData3730F91A.template.json', text: '{"Resources":{}}' },
  ];
  expect(describeAssembly(templates, 12_345).split('\n')).toEqual([
    'prod-ProducerData           2 resources     1 kB',
    'a-b-ConsumerData            0 resources     1 kB',
    '2 stacks, bundled and checked in 12.3 s',
  ]);
});

import { expect, test } from 'vitest';
import { describeAssembly } from '../../bin/describe-assembly.ts';

test('a synthesis is a line per stack, with its resources, and a line of times', () => {
  const files = [
    { file: 'assembly-prod/prodProducerData79ADB271.template.json', text: '{"Resources":{"A":{},"B":{}}}' },
    {
      file: 'performance-counters.json',
      text: '{"counters":{"phase:Load":1000,"phase:Construction":2000,"phase:Synthesis":3500,"validateTemplates":3000}}',
    },
  ];
  expect(describeAssembly(files).split('\n')).toEqual([
    'prod-ProducerData           2 resources     1 kB',
    'loading 1.0 s, construction with bundles 2.0 s, synthesis 3.5 s, of it validation 3.0 s',
  ]);
});

import { expect, test } from 'vitest';
import { parseAddress, renderAddress } from '../../src/doctor/address.ts';

test('an address is its host and its port', () => {
  expect(parseAddress('b-1.demo:9098')).toEqual({ host: 'b-1.demo', port: 9098 });
  expect(renderAddress(parseAddress('b-1.demo:9098'))).toBe('b-1.demo:9098');
});

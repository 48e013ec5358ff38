import { describe, expect, test } from 'vitest';
import { InvalidEventError } from '../src/errors.ts';
import { toEvent } from '../src/event.ts';

const given = { deviceId: '000001', timestamp: () => '2026-11-23T17:04:05.006007Z' };

describe('an event', () => {
  test('gets the configured device and a timestamp', () => {
    expect(toEvent({ temperature: 30 }, given)).toEqual({
      temperature: 30,
      deviceId: '000001',
      timestamp: '2026-11-23T17:04:05.006007Z',
    });
  });

  test('keeps the device and timestamp it brings', () => {
    const own = { deviceId: '000042', timestamp: '2026-01-01T00:00:00.000000Z' };
    expect(toEvent(own, given)).toEqual(own);
  });

  test('may hold fields named like members of every object', () => {
    const payload: unknown = JSON.parse('{"constructor": "a", "toString": 1, "__proto__": true}');
    const event = toEvent(payload, given);
    expect(Object.entries(event).slice(0, 3)).toEqual([
      ['constructor', 'a'],
      ['toString', 1],
      ['__proto__', true],
    ]);
  });
});

describe('a payload that is not an event', () => {
  test.each([
    ['null', 'event must be a JSON object (received null)'],
    ['[{}]', 'event must be a JSON object (received an array)'],
    ['"text"', 'event must be a JSON object (received a string)'],
    ['7', 'event must be a JSON object (received a number)'],
    ['{"deviceId": 1}', 'field deviceId must be a string (received a number)'],
    ['{"deviceId": null}', 'field deviceId must be a string (received null)'],
    ['{"timestamp": true}', 'field timestamp must be a string (received a boolean)'],
    ['{"deviceId": ""}', 'field deviceId must have 1 to 2048 bytes (received 0)'],
    [`{"timestamp": "${'é'.repeat(513)}"}`, 'field timestamp must have 1 to 1024 bytes (received 1026)'],
  ])('%s is refused with the rule it breaks', (json, message) => {
    expect(() => toEvent(JSON.parse(json), given)).toThrow(new InvalidEventError(message));
  });

  test('a Date is refused: what it holds is not in its members', () => {
    expect(() => toEvent(new Date(), given)).toThrow(
      new InvalidEventError('event must be a JSON object (received an object of a class)'),
    );
  });
});

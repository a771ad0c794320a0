import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digitsOf, readAddress } from './rules.ts';

describe('an address', () => {
  it.each([
    ['13812345678', '+8613812345678', '138****5678'],
    [' 138 1234-5678 ', '+8613812345678', '138****5678'],
    ['＋８６ 138 1234 5678', '+8613812345678', '138****5678'],
    ['8613812345678', '+8613812345678', '138****5678'],
    ['008613812345678', '+8613812345678', '138****5678'],
    ['+44 (20) 7946 0958', '+442079460958', '+44****0958'],
    ['Lin.Min+a@Example.ORG', 'lin.min+a@example.org', 'l***@example.org'],
  ])('%s is read as %s', (typed, address, hint) => {
    expect(readAddress(typed)).toMatchObject({ address, hint });
  });

  it.each([
    '',
    '12345',
    '23812345678',
    '+8612345678901',
    '1381234567',
    'lin',
    'lin@',
    'lin@example',
    'a b@example.org',
    'a@b@example.org',
    'a@-x.org',
  ])('%j is none', (typed) => expect(readAddress(typed)).toBeNull());
});

it('digits are those of RFC 4226, appendix D', () => {
  const code = (count: number) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(count));
    return digitsOf(createHmac('sha1', '12345678901234567890').update(counter).digest());
  };
  expect([0, 1, 2, 9].map(code)).toEqual(['755224', '287082', '359152', '520489']);
});

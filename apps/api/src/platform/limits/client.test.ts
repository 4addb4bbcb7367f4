import type { IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { clientOf } from './client.ts';

const client = (forwarded?: string) => {
  const headers: IncomingHttpHeaders = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return clientOf({ headers, socket: new Socket() });
};

it.each([
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['198.51.100.1, 203.0.113.7', '203.0.113.7', true],
  ['::ffff:203.0.113.7', '203.0.113.7', true],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8::1', '2001:DB8:0:0:9:9:9:9', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
])('takes %s and %s for one client: %s', (one, other, same) => {
  expect(client(one) === client(other)).toBe(same);
});

it('does not show the address', () => {
  expect(client('203.0.113.7')).toMatch(/^[0-9a-f]{16}$/);
  expect(client()).toMatch(/^[0-9a-f]{16}$/);
});

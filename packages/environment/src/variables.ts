import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

const integer = (min: number, max: number) => {
  const expected = `expected an integer from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
};

const url = (example: string, ...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
      `expected a URL such as ${example}`,
    );

export const postgresUrl = url('postgresql://user:password@host:5432/clusterboard', 'postgresql', 'postgres');
export const redisUrl = url('redis://host:6379', 'redis', 'rediss');
export const httpUrl = url('http://127.0.0.1:4000', 'http', 'https');

/** An origin: pages and links start at its root. */
export const siteUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text),
    'expected an origin such as https://board.example, without a path',
  )
  .transform((text) => new URL(text).origin);

function isProxy(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const max = isIP(address) === 6 ? 128 : 32;
  const isSubnet = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max);
  return text === 'loopback' || (isIP(address) > 0 && isSubnet && more.length === 0);
}

/** `none`, or addresses, subnets and `loopback`, separated by commas. */
export const proxies = z
  .string()
  .transform((list) => (list === 'none' ? [] : list.split(',').map((name) => name.trim())))
  .refine(
    (names) => names.every(isProxy),
    'expected none, or a comma-separated list of addresses and subnets such as loopback, 10.0.0.0/8',
  )
  .default(['loopback']);

export const port = integer(1, 65_535);
/** A count, bounded so that later arithmetic (milliseconds, bytes) stays below 2^53. */
export const count = integer(1, 2 ** 40);

/** Absolute: an app's working directory is its own folder, not the one the user typed in. */
export const directory = z.string().transform((path) => resolve(path));

export const logLevel = z
  .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  .default('info');

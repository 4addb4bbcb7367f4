import type { Protocol } from '@clusterboard/evaluation';
import { protocols } from '@clusterboard/evaluation/protocols';
import { InvalidArgumentError } from 'commander';

/** The protocol that everybody knows by this name; `constructor` and its like are none. */
export const publishedProtocol = (id: string): Protocol | undefined =>
  Object.hasOwn(protocols, id) ? protocols[id] : undefined;

// Parsers of option values.

export function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected an integer of at most nine digits.');
  return Number(text);
}

export function positive(text: string): number {
  const number = whole(text);
  if (number === 0) throw new InvalidArgumentError('Expected an integer of at least 1.');
  return number;
}

/** Images per run; more take memory and gain nothing. */
export function batch(text: string): number {
  const images = positive(text);
  if (images > 4096) throw new InvalidArgumentError('Expected at most 4096 images.');
  return images;
}

/** A number, or a quotient such as 1/255. */
export function number(text: string): number {
  const [dividend = '', divisor = '1', ...rest] = text.split('/');
  const value = Number(dividend) / Number(divisor);
  if (rest.length > 0 || dividend.trim() === '' || divisor.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError('Expected a number such as 0.5 or 1/255.');
  }
  return value;
}

export const numbers = (text: string): number[] => text.split(',').map(number);

export const words = (text: string): string[] => text.split(',').map((word) => word.trim());

/** A share strictly between 0 and 1. */
export function share(text: string): number {
  const value = number(text);
  if (value <= 0 || value >= 1) throw new InvalidArgumentError('Expected a number between 0 and 1.');
  return value;
}

/** `224`, or height × width as in `224x320`. */
export function size(text: string): { height: number; width: number } {
  const [height = '', width = height, ...rest] = text.split(/[x×]/);
  if (rest.length > 0) throw new InvalidArgumentError('Expected a size such as 224 or 224x320.');
  return { height: positive(height), width: positive(width) };
}

/** `5` for the seeds 0 to 4; `0,7,9` for these; `7,` for one alone. */
export function seeds(text: string): number[] {
  const list = text.includes(',')
    ? text.replace(/,$/, '').split(',').map(whole)
    : Array.from({ length: positive(text) }, (_, seed) => seed);
  if (new Set(list).size !== list.length) throw new InvalidArgumentError('List each seed only once.');
  return list;
}

export const protocolNames = Object.keys(protocols);

export function protocol(name: string): Protocol {
  const found = publishedProtocol(name);
  if (found === undefined) throw new InvalidArgumentError(`Expected one of ${protocolNames.join(', ')}.`);
  return found;
}

import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';
import { parseDateTime } from './date-time.ts';

builder.scalarType('DateTime', {
  description:
    'An ISO 8601 date-time in UTC with milliseconds. Input may use any time zone, or be a date, which means its start in UTC. Years 0001 to 9999.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (date) => date.toISOString(),
  parseValue: (text) => {
    const date = typeof text === 'string' ? parseDateTime(text) : null;
    if (date === null) {
      throw new GraphQLError(
        'A DateTime must be an ISO 8601 string with a time zone, such as 2026-01-31T12:00:00Z, or a date, in the years 0001 to 9999.',
      );
    }
    return date;
  },
});

builder.scalarType('Long', {
  description: 'An integer between −(2^53 − 1) and 2^53 − 1, as a JSON number.',
  serialize: (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} does not fit into a Long`);
    return number;
  },
  parseValue: (value) => {
    if (!Number.isSafeInteger(value))
      throw new GraphQLError('A Long must be an integer between −(2^53 − 1) and 2^53 − 1.');
    return Number(value);
  },
});

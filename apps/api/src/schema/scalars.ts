import { GraphQLError } from 'graphql';
import { builder } from '../builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment in UTC, as ISO 8601 with milliseconds.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (moment) => moment.toISOString(),
  parseValue: (text) => {
    const moment = new Date(typeof text === 'string' ? text : Number.NaN);
    if (Number.isNaN(moment.valueOf())) throw new GraphQLError('A DateTime is a text in ISO 8601.');
    return moment;
  },
});

builder.scalarType('Long', {
  description: 'A whole number between −(2^53 − 1) and 2^53 − 1, as a JSON number.',
  serialize: (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} does not fit into a Long`);
    return number;
  },
  parseValue: (value) => {
    if (!Number.isSafeInteger(value)) throw new GraphQLError('A Long is a whole number within 2^53 − 1.');
    return Number(value);
  },
});

import { readFile } from 'node:fs/promises';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  printSchema,
} from 'graphql';
import { expect, it } from 'vitest';
import { schema } from './schema.ts';

const own = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const argumentsOf = (
  field: GraphQLField<unknown, unknown> | GraphQLInputField,
): readonly GraphQLArgument[] => ('args' in field ? field.args : []);
const builtIn = ['String', 'Boolean', 'Int', 'Float', 'ID'];

it('describes every type, field, argument and value', () => {
  const parts = own
    .filter(({ name }) => !builtIn.includes(name))
    .flatMap((type) => {
      if (isEnumType(type)) {
        return [type, ...type.getValues().map((value) => ({ ...value, name: `${type.name}.${value.name}` }))];
      }
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [type];
      const fields = Object.values(type.getFields()).flatMap((field) => [
        { name: `${type.name}.${field.name}`, description: field.description },
        ...argumentsOf(field).map((argument) => ({
          name: `${type.name}.${field.name}(${argument.name})`,
          description: argument.description,
        })),
      ]);
      return [type, ...fields];
    });
  expect(parts.length).toBeGreaterThan(150);
  expect(parts.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
});

it('has an `id` of nothing but nodes, for caches take it for a key', () => {
  const types = own.filter(isObjectType).filter((type) => 'id' in type.getFields());
  expect(types.length).toBeGreaterThan(0);
  const others = types.filter((type) => !type.getInterfaces().some(({ name }) => name === 'Node'));
  expect(others.map(({ name }) => name)).toEqual([]);
});

it('is printed in schema.graphql', async () => {
  const committed = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect(`${printSchema(schema)}\n`).toBe(committed);
});

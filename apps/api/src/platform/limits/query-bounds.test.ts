import { type DocumentNode, getIntrospectionQuery, isObjectType, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf } from '../field-options.ts';
import { schema } from '../schema.ts';
import { queryBounds, tooLarge } from './query-bounds.ts';

function refusal(query: string, variables: Record<string, unknown> = {}): string | null {
  const document: DocumentNode = parse(query);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('there is no operation');
  return tooLarge(schema, document, operation, variables)?.message ?? null;
}

const times = (count: number, text: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => text(number)).join(' ');

describe('introspection', () => {
  const fields = 'fragment S on __Schema { types { name fields { name description } } }';

  it.each([
    ['many schemas', (count: number) => `{ ${times(count, (i) => `a${i}: __schema { ...S }`)} } ${fields}`],
    ['many types', (count: number) => `{ ${times(count, (i) => `a${i}: __type(name: "Query") { name }`)} }`],
    [
      'many parts of a schema',
      (count: number) => `{ __schema { ${times(count, (i) => `a${i}: types { name }`)} } }`,
    ],
    ['many names', (count: number) => `{ ${times(count, (i) => `a${i}: __typename`)} }`],
  ])('is bounded in aliases: %s', (_what, query) => {
    expect(refusal(query(queryBounds.aliases))).toBeNull();
    expect(refusal(query(queryBounds.aliases + 1))).toContain('aliases');
  });

  it('as tools ask for it is answered', () => {
    const whole = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    for (const options of [{}, whole]) expect(refusal(getIntrospectionQuery(options))).toBeNull();
  });
});

describe('a length that is a variable', () => {
  const nested = (variable: string) => `query (${variable}) { benchmark(slug: "x") { leaderboard(first: $n) {
    edges { node { benchmark { leaderboard(first: $n) { edges { node { name } } } } } } } } }`;

  it.each([
    ['that is given', nested('$n: Int!'), { n: 100 }],
    ['by default', nested('$n: Int = 100'), {}],
    ['by default, beside a variable that is given', nested('$m: Int, $n: Int = 100'), { m: 1 }],
  ])('is bounded %s', (_how, query, variables) => {
    expect(refusal(query, variables)).toContain('values');
    expect(refusal(query, { ...variables, n: 20 })).toBeNull();
  });

  it('is bounded by default in a stream', () => {
    const stream = (rows: number) => `subscription ($n: Int = ${rows}) { leaderboardChanged(benchmark: "x") {
      entry { benchmark { leaderboard(first: $n) { edges { node { imageMap { pointCount } } } } } } } }`;
    expect(refusal(stream(100))).toContain('values');
    expect(refusal(stream(5))).toBeNull();
  });

  it('is left to the execution where it does not fit', () => {
    expect(refusal(nested('$n: Int = 5'), { n: 'many' })).toBeNull();
  });
});

describe('what is read as a whole', () => {
  it('has a cost', () => {
    const costly = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => costOf(field) > 1)
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(costly.sort()).toEqual([
      'Dataset.classNames',
      ...['clusterList', 'confusedPairs', 'contingency', 'curves', 'imageMap', 'probes', 'rankHistory'].map(
        (name) => `LeaderboardEntry.${name}`,
      ),
    ]);
  });

  it.each([
    ['imageMap { pointCount }', 100],
    ['contingency { cellCount }', 100],
    ['clusterList(first: 1) { index }', 100],
    ['benchmark { dataset { classNames } }', 100],
  ])('counts even if little of it is asked for: %s', (fields, rows) => {
    const board = (first: number) =>
      `{ benchmark(slug: "x") { pendingCount leaderboard(first: ${first}) { edges { node { ${fields} } } } } }`;
    expect(refusal(board(rows))).toContain('values');
    expect(refusal(board(5))).toBeNull();
  });

  it.each([
    'confusedPairs(first: 1) { firstAsSecond }',
    'curves { byDimension { acc } }',
    'rankHistory { edges { node { at } } }',
  ])('counts under each alias: %s', (fields) => {
    const board = (count: number) =>
      `{ ${times(count, (i) => `a${i}: benchmark(slug: "x") { leaderboard(first: 100) { edges { node { ${fields} } } } }`)} }`;
    expect(refusal(board(1))).toBeNull();
    expect(refusal(board(2))).toContain('values');
  });

  it('leaves room for what the pages of an entry and of a comparison show', () => {
    const class_ = 'class { index name }';
    const views = `{ entry(id: "x") {
      probes { knn { accuracy } linear { accuracy } } curves { byDimension { acc } byClusters { acc } }
      contingency { seed columns(first: 200) { cluster ${class_} } cells(first: 2500) { row column count } }
      clusterList(first: 100) { index size purity ${class_} majorityClass { index name }
        nearestImages(first: 12) { index url ${class_} } }
      confusedPairs { first { index name } second { index name } firstAsSecond secondAsFirst }
      imageMap { pointCount } rankHistory(first: 10) { edges { node { at reason } } } } }`;
    const outcome = `{ entry(id: "x") { benchmark { dataset { classNames } }
      curves { byDimension { dimension acc } byClusters { clusters acc } }
      contingency { seed columns(first: 1000) { cluster class { index } } cells(first: 2500) { row column count } }
      imageMap { seed points(first: 2000) { image classIndex cluster url } } } }`;
    expect([views, outcome].map((query) => refusal(query))).toEqual([null, null]);
  });
});

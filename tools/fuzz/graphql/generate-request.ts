import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';

/** The same choice for the same numbers: `next(n)` is one of 0 … n - 1. */
export interface Choices {
  next(count: number): number;
}

export interface GraphqlRequest {
  readonly operation: OperationTypeNode;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const hostileStrings = [
  ...['', ' ', '\0', '\u001b[2J', '\ud800', '\u202e', '%', '\\', "';DROP TABLE x;--", '{"a":1}', '__proto__'],
  ...['a'.repeat(300), '🙂'.repeat(3000), 'x'.repeat(40_000), 'now', '2025-02-30T00:00:00Z', '9'.repeat(40)],
  ...[
    '+275760-09-13T00:00:00Z',
    '-271821-04-20T00:00:00Z',
    'QmVuY2htYXJrOjE=',
    'RW50cnk6',
    '../../etc/passwd',
  ],
];
const hostileNumbers = [0, -1, 1, 2, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e300, -1e-300, 0.5];
const integers = [0, -1, 1, 2, 5, 100, 101, 2 ** 31 - 1, -(2 ** 31)];
/** Of any type, where another was asked for. */
const strays: readonly unknown[] = [null, true, 5, 'x', [], [[null]], {}, { a: { b: [] } }];

/** Makes requests that the schema allows, nearly allows, or does not allow. */
export class RequestGenerator {
  private readonly schema: GraphQLSchema;
  private readonly choices: Choices;
  /** Strings that mean something: slugs and ids. */
  private readonly known: readonly string[];
  private readonly variables: Record<string, unknown> = {};
  private readonly declarations: string[] = [];
  private readonly fragments: string[] = [];
  private fields = 0;
  /** Whether the request makes mistakes; two in three have none that validation would find. */
  private readonly mistaken: boolean;

  constructor(schema: GraphQLSchema, known: readonly string[], choices: Choices) {
    this.schema = schema;
    this.choices = choices;
    this.known = known;
    this.mistaken = this.rarely(3);
  }

  request(): GraphqlRequest {
    const operations = ['query', 'query', 'query', 'mutation', 'subscription'] as OperationTypeNode[];
    const operation = this.one(operations);
    const type = this.schema.getRootType(operation);
    const selection = type ? this.selection(type, 1 + this.choices.next(14)) : '{ __typename }';
    const declared = this.declarations.length === 0 ? '' : `(${this.declarations.join(', ')})`;
    const query = `${operation} Q${declared} ${selection} ${this.fragments.join(' ')}`;
    return { operation, query: this.wrongly(6) ? this.damaged(query) : query, variables: this.variables };
  }

  private one<Item>(items: readonly Item[]): Item {
    const item = items[this.choices.next(items.length)];
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  }

  private rarely(times: number): boolean {
    return this.choices.next(times) === 0;
  }

  private wrongly(times: number): boolean {
    return this.mistaken && this.rarely(times);
  }

  private damaged(query: string): string {
    const at = this.choices.next(query.length);
    const inserted = [
      '',
      '{',
      '}',
      '"',
      '"""',
      '$',
      '@',
      '...',
      '\\u{110000}',
      '\ufeff',
      '#',
      '\0',
      '@skip(if: $a)',
    ];
    return `${query.slice(0, at)}${this.one(inserted)}${query.slice(at + this.choices.next(4))}`;
  }

  private selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return '';
    const chosen = Array.from({ length: 1 + this.choices.next(depth > 8 ? 2 : 5) }, () => {
      if (this.rarely(12)) return '__typename';
      if (!isObjectType(named) || this.wrongly(8))
        return this.spread(
          this.one(this.schema.getPossibleTypes(isObjectType(named) ? this.nodeType() : named)),
          depth,
        );
      return this.field(this.one(Object.values(named.getFields())), depth);
    });
    return `{ ${chosen.filter((field) => field !== '').join(' ') || '__typename'} }`;
  }

  private nodeType() {
    const node = this.schema.getType('Node');
    if (!isCompositeType(node) || isObjectType(node)) throw new Error('the schema has no interface Node');
    return node;
  }

  /** An inline or a named fragment, which may contain itself. */
  private spread(type: GraphQLOutputType & { readonly name: string }, depth: number): string {
    if (depth <= 0) return '__typename';
    if (!this.rarely(3)) return `... on ${type.name} ${this.selection(type, depth - 1)}`;
    const name = `F${this.fragments.length}`;
    const itself = this.wrongly(10) ? `...${name}` : '';
    this.fragments.push('');
    this.fragments[Number(name.slice(1))] =
      `fragment ${name} on ${type.name} { ${itself} ${this.selection(type, depth - 1).slice(1)}`;
    return `...${name}`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const leaf = isLeafType(getNamedType(field.type));
    if ((!leaf && depth <= 0) || ++this.fields > 400) return '';
    const alias =
      field.args.length > 0 ? `b${this.fields}: ` : this.rarely(8) ? `a${this.choices.next(40)}: ` : '';
    const directive = this.wrongly(15)
      ? ` @${this.one(['skip', 'include', 'defer', 'unknown'])}(if: ${this.one(['true', 'false', 'null', '$none'])})`
      : '';
    return `${alias}${field.name}${this.arguments(field.args)}${directive} ${this.selection(field.type, depth - 1)}`;
  }

  private arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => isNonNullType(type) || this.rarely(2));
    const written = given.map(({ name, type }) => `${name}: ${this.argument(type)}`);
    if (this.wrongly(20)) written.push('unknown: 1');
    return written.length === 0 ? '' : `(${written.join(', ')})`;
  }

  private argument(type: GraphQLInputType): string {
    const value = this.value(type, 0);
    if (this.rarely(2)) return literal(value, isEnumType(getNamedType(type)));
    const name = `v${this.declarations.length}`;
    const declared = this.wrongly(15)
      ? this.one(['Int', '[String!]!', 'ID', 'Unknown', 'Boolean!'])
      : String(type);
    this.declarations.push(`$${name}: ${declared}`);
    if (!this.wrongly(20)) this.variables[name] = value;
    return `$${name}`;
  }

  private value(type: GraphQLInputType, depth: number): unknown {
    if (this.wrongly(15)) return this.one(strays);
    if (isNonNullType(type)) return this.value(type.ofType, depth);
    if (isListType(type)) {
      const length = this.rarely(10) ? 200 : this.choices.next(5);
      return Array.from({ length }, () => this.value(type.ofType, depth + 1));
    }
    if (isEnumType(type)) return this.wrongly(10) ? 'UNKNOWN' : this.one(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || this.rarely(2),
      );
      return Object.fromEntries(
        fields.map((field) => [field.name, depth > 4 ? null : this.value(field.type, depth + 1)]),
      );
    }
    if (type.name === 'Int') return this.one(this.mistaken ? hostileNumbers : integers);
    if (type.name === 'Float') return this.one(hostileNumbers);
    if (type.name === 'Boolean') return this.rarely(2);
    return this.rarely(3) ? this.one(hostileStrings) : this.one(this.known);
  }
}

/** A value as GraphQL writes it. */
function literal(value: unknown, isEnum: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, isEnum)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}: ${literal(inner, isEnum)}`)
      .join(', ')}}`;
  }
  return isEnum && typeof value === 'string' ? value : JSON.stringify(value);
}

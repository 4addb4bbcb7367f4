import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { costOf } from '../field-options.ts';
import { defaultPageSize } from '../pagination.ts';

export interface QuerySize {
  readonly depth: number;
  /** Number of aliased fields; each is resolved separately. */
  readonly aliases: number;
  /** Maximum number of values in the response if every list is as long as requested, or read for it. */
  readonly values: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Assumed length of lists without pagination. */
const defaultListLength = 10;

const nothing: QuerySize = { depth: 0, aliases: 0, values: 0 };

const beside = (left: QuerySize, right: QuerySize): QuerySize => ({
  depth: Math.max(left.depth, right.depth),
  aliases: left.aliases + right.aliases,
  values: left.values + right.values,
});

const numberOf = (value: ValueNode | undefined, variables: Variables): number | undefined => {
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.LIST) return value.values.length;
  const variable = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  if (Array.isArray(variable)) return variable.length;
  return typeof variable === 'number' ? variable : undefined;
};

/** Number of times the selection of a field is resolved. */
function repetitions(
  node: FieldNode,
  field: GraphQLField<unknown, unknown> | undefined,
  variables: Variables,
): number {
  if (!field) return 1;
  const requested = (...names: string[]) =>
    names
      .map((name) => node.arguments?.find((argument) => argument.name.value === name)?.value)
      .map((value) => numberOf(value, variables))
      .find((number) => number !== undefined);
  if (getNamedType(field.type).name.endsWith('Connection'))
    return requested('first', 'last') ?? defaultPageSize;
  // A page's length is counted at its connection.
  if (!isList(field.type) || node.name.value === 'edges') return 1;
  const usual = field.args.find(({ name }) => name === 'first')?.defaultValue;
  return requested('ids', 'metrics', 'first') ?? (typeof usual === 'number' ? usual : defaultListLength);
}

const isList = (type: GraphQLOutputType): boolean => isListType(getNullableType(type));

/** Measures each fragment once, so the time is linear in the length of the query. */
class QueryMeasure {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, QuerySize>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    this.fragments = new Map(
      document.definitions
        .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
  }

  selection(set: SelectionSetNode, parent: GraphQLNamedType | undefined): QuerySize {
    return set.selections.map((selection) => this.part(selection, parent)).reduce(beside, nothing);
  }

  private part(selection: SelectionNode, parent: GraphQLNamedType | undefined): QuerySize {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.fragment(selection.name.value);
    if (selection.kind === Kind.FIELD) return this.field(selection, parent);
    const condition = selection.typeCondition?.name.value;
    return this.selection(selection.selectionSet, condition ? this.schema.getType(condition) : parent);
  }

  private fragment(name: string): QuerySize {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    const size = fragment
      ? this.selection(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value))
      : nothing;
    this.measured.set(name, size);
    return size;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined): QuerySize {
    const composite = isObjectType(parent) || isInterfaceType(parent);
    const field = composite ? parent.getFields()[node.name.value] : undefined;
    const inner = node.selectionSet
      ? this.selection(node.selectionSet, field && getNamedType(field.type))
      : nothing;
    const aliases = inner.aliases + (node.alias ? 1 : 0);
    // A validation rule limits the depth of introspection.
    if (!field && node.name.value.startsWith('__')) return { ...nothing, aliases };
    const selected = 1 + Math.max(0, repetitions(node, field, this.variables)) * inner.values;
    return { depth: inner.depth + 1, aliases, values: Math.max(field ? costOf(field) : 1, selected) };
  }
}

/** Size of a valid operation, without executing it. */
export function measureQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): QuerySize {
  const root = schema.getRootType(operation.operation) ?? undefined;
  return new QueryMeasure(schema, document, variables).selection(operation.selectionSet, root);
}

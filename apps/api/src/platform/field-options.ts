import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLField } from 'graphql';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      fieldOptions: FieldOptionsPlugin<Types>;
    }

    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /**
       * Minimum number of values that the field counts as, for fields that are read as a whole even if little
       * is selected. In proportion to the time it takes in the largest case, 1000 classes.
       */
      cost?: number;
      /**
       * Whether the field depends only on leaderboards, benchmarks, datasets and protocols. A response with
       * only such fields is valid until one of those changes. By default as the type says, else false.
       */
      cacheable?: boolean;
    }

    export interface ObjectTypeOptions<Types extends SchemaTypes = SchemaTypes, Shape = unknown> {
      /** Default of its fields. */
      cacheable?: boolean;
    }
  }
}

const pluginName = 'fieldOptions';
export default pluginName;

/** Keeps a field's `cost` and `cacheable` with it in the schema, for {@link costOf} and {@link isFieldCacheable}. */
export class FieldOptionsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { cost, cacheable = this.isTypeCacheable(config.parentType) } = config.pothosOptions;
    return { ...config, extensions: { ...config.extensions, cost, cacheable } };
  }

  private isTypeCacheable(name: string): boolean {
    const options = this.builder.configStore.getTypeConfig(name).pothosOptions;
    return 'cacheable' in options && options.cacheable === true;
  }
}

SchemaBuilder.registerPlugin(pluginName, FieldOptionsPlugin);

type Field = GraphQLField<unknown, unknown>;

export const costOf = ({ extensions }: Field): number =>
  typeof extensions.cost === 'number' ? extensions.cost : 1;

export const isFieldCacheable = ({ extensions }: Field): boolean => extensions.cacheable === true;

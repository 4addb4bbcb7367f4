import { learned, type Size, unknownValue, type Value } from './axes.ts';
import type { Constant } from './constant.ts';
import type { GraphNode } from './outline.ts';

/** A node with what is known of its inputs. */
export class Operands {
  readonly node: GraphNode;
  private readonly lookUp: (name: string) => Value | undefined;

  constructor(node: GraphNode, lookUp: (name: string) => Value | undefined) {
    this.node = node;
    this.lookUp = lookUp;
  }

  /** An input; of one that is left out nothing is known. */
  input(index: number): Value {
    const name = this.node.inputs[index];
    return name ? (this.lookUp(name) ?? unknownValue) : { ...learned, axes: null };
  }

  has(index: number): boolean {
    return Boolean(this.node.inputs[index]);
  }

  get inputs(): Value[] {
    return this.node.inputs.map((_, index) => this.input(index));
  }

  /** An integer attribute. */
  integer(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.integers[0] ?? otherwise;
  }

  /** Integers of an attribute or, since later opsets, of an input; null where neither tells. */
  integers(name: string, index?: number): number[] | null {
    const listed = this.node.attributes.get(name)?.integers;
    if (listed !== undefined && listed.length > 0) return [...listed];
    const contents = index === undefined || !this.has(index) ? null : this.input(index).contents;
    if (contents === null) return null;
    const numbers = contents.filter((size): size is number => typeof size === 'number');
    return numbers.length === contents.length ? numbers : null;
  }
}

const maxContents = 64;

export function constantValue({ shape, values, elementType }: Constant): Value {
  const whole = elementType === 'int64' || elementType === 'int32' || elementType === 'bool';
  return {
    ...learned,
    axes: shape.map((size) => ({ role: 'unknown', size })),
    contents: whole && values !== null && values.length <= maxContents ? values : null,
  };
}

/** The small integer tensor of these values. */
export const sizesValue = (contents: readonly Size[], scalar = false): Value => ({
  ...learned,
  axes: scalar ? [] : [{ role: 'unknown', size: contents.length }],
  contents: contents.length <= maxContents ? contents : null,
});

/**
 * A seeded generator of whole numbers: xoshiro128** 1.1 of Blackman and Vigna, "Scrambled linear
 * pseudorandom number generators", 2021. A seed becomes its state through the finaliser of
 * MurmurHash3. Only 32-bit arithmetic: the same numbers everywhere.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** The four words of the state, not all 0. */
  constructor(a: number, b: number, c: number, d: number) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** @param seed a whole number in 0 … 2^53 − 1 */
  static seeded(seed: number): Random {
    const low = seed >>> 0;
    const high = Math.floor(seed / 2 ** 32);
    const a = scramble(low + 0x9e3779b9);
    const b = scramble(a ^ (high + 0x3c6ef372));
    return new Random(a, b, scramble(a ^ low), scramble(b + high) | 1);
  }

  /** The next 32 bits, as a whole number in 0 … 2^32 − 1. */
  next(): number {
    const turned = Math.imul(this.b, 5);
    const result = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** A whole number in 0 … `bound` − 1; none is likelier than another by more than bound/2^32. */
  below(bound: number): number {
    return Math.floor((this.next() * bound) / 2 ** 32);
  }

  /** Puts `values` into a random order: Fisher and Yates, from the end. */
  shuffle(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const moved = values[i] as number;
      values[i] = values[j] as number;
      values[j] = moved;
    }
  }
}

function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

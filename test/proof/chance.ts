/** Random choices: one seed makes one world, and the same packets through it. */
import { type Random, seededRandom } from '../../src/base/random.ts';

export class Chance {
  readonly random: Random;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** From 0 to `below` - 1. */
  integer(below: number): number {
    return this.random.integer(below);
  }

  between(least: number, most: number): number {
    return least + this.integer(most - least + 1);
  }

  /** True with this probability. */
  is(probability: number): boolean {
    return this.integer(1_000_000) < probability * 1_000_000;
  }

  /** One of them; undefined of none. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.integer(Math.max(1, list.length))];
  }

  /** One of some that are there. */
  oneOf<T>(first: T, ...others: readonly T[]): T {
    return this.pick([first, ...others]) as T;
  }

  /** Some of them, in their order. */
  some<T>(list: readonly T[], probability = 0.5): T[] {
    return list.filter(() => this.is(probability));
  }
}

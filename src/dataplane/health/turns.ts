/** Bounds how many pieces of work run at once; the others wait in order. */

export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The turn goes straight to the next in line; only when there is none is it free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}

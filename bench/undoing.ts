/** What is to be removed at the end, last made first. It is noted before it is made: half-made things go too. */
export class Undoing {
  readonly #steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Takes every step, also after one has failed. */
  async all(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      await step().catch((error) => console.error(`could not be removed: ${error.message}`));
    }
  }
}

/** When flows are looked at: every few seconds, and at once where something may have ended some of them. */

/** Between two looks. */
const EVERY_MS = 10_000;
/** A first packet that nft let through before a change is learned within these times after it. */
const AGAIN_MS = [20, 200];

export class Sweeper {
  readonly #sweep: () => Promise<void>;
  readonly #log: (text: string) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #turn: Promise<void> = Promise.resolve();
  #began = false;

  constructor(sweep: () => Promise<void>, log: (text: string) => void) {
    this.#sweep = sweep;
    this.#log = log;
  }

  /** @param now resolves once each flow has been looked at */
  async follow(now: boolean): Promise<void> {
    if (!this.#began) this.#after(EVERY_MS, () => this.#repeat());
    this.#began = true;
    if (!now) return;
    for (const milliseconds of AGAIN_MS) this.#after(milliseconds, () => this.#once());
    await this.#once();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#turn;
  }

  async #repeat(): Promise<void> {
    this.#after(EVERY_MS, () => this.#repeat());
    await this.#once();
  }

  /** One after the other. */
  #once(): Promise<void> {
    this.#turn = this.#turn.then(this.#sweep).catch((error: Error) => {
      this.#log(`flows could not be looked at: ${error.message}`);
    });
    return this.#turn;
  }

  #after(milliseconds: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, milliseconds).unref();
    this.#timers.add(timer);
  }
}

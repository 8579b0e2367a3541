/** AWS's resolver takes 1,024 packets a second from an interface and drops the rest. */

export class RateLimit {
  readonly #perSecond: number;
  #second = 0;
  /** Packets of the present second by source; sources cannot be forged, so there are as many as interfaces. */
  readonly #counts = new Map<string, number>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  admits(source: string, nowMs: number): boolean {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) this.#counts.clear();
    this.#second = second;
    const count = (this.#counts.get(source) ?? 0) + 1;
    this.#counts.set(source, count);
    return count <= this.#perSecond;
  }
}

/** Which batch the agent gets next. One is under way at a time. Pure. */
import { assert } from '../base/assert.ts';

/** One change of the agent's program, or all of it. */
export interface BatchHead {
  /** Higher than that of every batch before. */
  readonly generation: number;
  /** Rows that are not in this batch are to go. */
  readonly full: boolean;
}

export class Outbox {
  private full = true;
  private underWay = false;

  /** @param sent the last generation of earlier times; those sent from now on are higher */
  constructor(private sent: number) {}

  /** The highest generation that has begun. */
  get lastGeneration(): number {
    return this.sent;
  }

  /** A batch is under way. */
  get busy(): boolean {
    return this.underWay;
  }

  /** The next batch has to be the whole program. */
  get wantsAll(): boolean {
    return this.full;
  }

  begin(): BatchHead {
    assert(!this.underWay, 'one batch is under way at a time');
    const head = { generation: this.sent + 1, full: this.full };
    this.sent += 1;
    this.underWay = true;
    this.full = false;
    return head;
  }

  /** The agent is a new one, or may have missed something: the next batch is the whole program. */
  restart(): void {
    this.full = true;
    this.underWay = false;
  }

  /** The batch that was under way has been applied. */
  settle(generation: number): void {
    if (generation >= this.sent) this.underWay = false;
  }
}

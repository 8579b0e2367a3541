/**
 * Takes to the agent what compilation gives, a batch at a time.
 *
 * While the agent works there is no use in compiling: the next batch takes all that came meanwhile. A large batch
 * is compiled in pieces, so that API calls are answered in between.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ProgramChange, ProgramCompiler } from '../compile/programCompiler.ts';
import type { AgentLink } from '../link/client.ts';
import type { OutgoingBatch } from '../link/outgoingBatch.ts';
import type { RowKey } from '../program/rows.ts';

/** About two milliseconds of work. */
const UNITS_IN_PIECE = 100;

export interface FeedParts {
  readonly link: AgentLink;
  readonly compiler: ProgramCompiler;
  /** A compilation of what has changed so far begins; what it returns is told the generation that carries all of it. */
  readonly onBegin: () => (generation: number) => void;
  /** These rows are in the program no more. */
  readonly onRemoved: (keys: readonly RowKey[]) => void;
}

export class ProgramFeed {
  private feeding = false;

  constructor(private readonly parts: FeedParts) {}

  /** Compiles and sends what there is to tell, unless the agent is busy. */
  async feed(): Promise<void> {
    const { link, compiler, onBegin } = this.parts;
    if (this.feeding || !link.ready || !(link.wantsAll || compiler.isDirty)) return;
    this.feeding = true;
    onBegin()(await this.send(link.wantsAll));
    this.feeding = false;
    await this.feed();
  }

  /**
   * Nothing is sent where nothing differs, but an agent that wants all is told of an empty program too. A batch
   * during which the connection was lost is not ended: the next one is the whole program.
   */
  private async send(all: boolean): Promise<number> {
    const { link, compiler } = this.parts;
    if (all) compiler.startOver();
    let batch: OutgoingBatch | undefined = all ? link.begin() : undefined;
    for (const change of compiler.next(UNITS_IN_PIECE)) {
      if (link.wantsAll) return link.lastGeneration + 1;
      if (change.put.length + change.removed.length > 0) {
        batch ??= link.begin();
        fill(batch, change);
        this.parts.onRemoved(change.removed);
      }
      await nextTurn();
      await link.drained();
    }
    batch?.end();
    return batch?.generation ?? link.lastGeneration;
  }
}

function fill(batch: OutgoingBatch, { put, removed }: ProgramChange): void {
  for (const key of removed) batch.remove(key);
  for (const { json } of put) batch.put(json);
}

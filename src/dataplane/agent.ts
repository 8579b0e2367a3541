/**
 * The agent of one host: keeps the program on disk, makes the kernel and the other parts follow it, and tells
 * the control plane. Kernel and parts go on as they are when the control plane goes away, and the kernel when
 * the agent does.
 */
import type { FromAgent, RowsMessage } from '../link/messages.ts';
import type { Violation } from '../program/check.ts';
import type { Changed } from '../program/desired.ts';
import { type HealthTable, type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import { type RowEdit, type SoundChange, SoundRows } from '../program/soundRows.ts';
import { Findings } from './findings.ts';
import type { Finding } from './health/finding.ts';
import type { InstanceOutput } from './instances/instanceFiles.ts';
import type { ApplyResult } from './kernel/kernel.ts';
import type { Part } from './part.ts';
import { ProgramReceiver } from './program.ts';
import { RowStore } from './rowStore.ts';

/** What the agent needs of the kernel. */
export interface KernelPort {
  /** @param where all that has changed since the last time */
  apply(rows: ReadonlyMap<RowKey, ProgramRow>, health: HealthTable, where: Changed): Promise<ApplyResult>;
  repair(): Promise<ApplyResult>;
  removeAll(): Promise<void>;
}

/** What parts may ask of the agent. */
export interface PartContext {
  readonly findings: Findings;
  onHealth(check: string, finding: Finding): void;
  onConsole(output: InstanceOutput): void;
}

export interface AgentOptions {
  /** The agent's own directory; it exists. */
  readonly directory: string;
  readonly kernel: KernelPort;
  /** In the order in which they follow a change. */
  startParts(context: PartContext): Promise<readonly Part[]>;
  /** To whoever listens; nobody need. */
  send(message: FromAgent): void;
  log(text: string): void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** Between two looks at whether the kernel is still as it should be; more where a look takes long. */
const REPAIR_EVERY_MS = 30_000;
/** Part of the time that looking may take. */
const REPAIR_SHARE = 1 / 20;

export class Agent {
  readonly #options: AgentOptions;
  readonly #store: RowStore;
  readonly #findings: Findings;
  readonly #receiver: ProgramReceiver;
  /** What is made so. */
  readonly #sound = new SoundRows();
  /** Changes that no round has taken up yet. */
  #edits: RowEdit[] = [];
  /** Checks that have found something else since the last round. */
  #checked = new Set<string>();
  /** Whether there is a program at all. */
  #begun = false;
  #generation: number | undefined;
  /** What instances have printed last. */
  readonly #console = new Map<string, InstanceOutput>();
  #parts: readonly Part[] = [];
  #wanted = false;
  #work: Promise<void> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: NodeJS.Timeout | undefined;
  #repairTimer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#store = new RowStore(options.directory);
    this.#findings = new Findings(options.directory);
    const kept = this.#store.load();
    this.#receiver = new ProgramReceiver(kept ?? new Map());
    if (kept) this.#take({ put: [...kept.values()], delete: [] });
  }

  /** What checks last found and instances printed, as messages for a control plane that has just connected. */
  known(): FromAgent[] {
    return [
      ...[...this.#findings.all].map(([check, finding]) => ({ type: 'health' as const, check, ...finding })),
      ...[...this.#console.values()].map((output) => ({ type: 'console' as const, ...output })),
    ];
  }

  /** Starts the parts and makes the kernel as the program on disk says. */
  async start(): Promise<void> {
    const onHealth = (check: string, finding: Finding) => this.#onHealth(check, finding);
    const onConsole = (output: InstanceOutput) => this.#onConsole(output);
    this.#parts = await this.#options.startParts({ findings: this.#findings, onHealth, onConsole });
    if (this.#begun) this.#wake();
    this.#planRepair(REPAIR_EVERY_MS);
  }

  /** Part of a change; acted upon when it is whole. */
  receive(message: RowsMessage): void {
    const revision = this.#receiver.receive(message);
    if (!revision) return;
    const { edit, generation } = revision;
    this.#store.keep(edit, this.#receiver.rows);
    this.#take(edit);
    this.#generation = generation;
    const unchecked = edit.delete.flatMap((key) => (key.startsWith('check/') ? [key.slice(6)] : []));
    this.#findings.remove(unchecked);
    for (const check of unchecked) this.#checked.add(check);
    this.#wake();
  }

  #take(edit: RowEdit): void {
    this.#edits.push(edit);
    this.#begun = true;
  }

  /** The control plane has gone, perhaps in the middle of a change. */
  forgetUnfinished(): void {
    this.#receiver.reset();
  }

  /** Ends; the network stays. */
  async close(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#repairTimer);
    await this.#work;
    for (const part of [...this.#parts].reverse()) await part.close();
  }

  /** Ends, and removes everything it made. */
  async removeNetwork(): Promise<void> {
    await this.close();
    await this.#options.kernel.removeAll();
    this.#store.clear();
    this.#findings.clear();
  }

  #onConsole(output: InstanceOutput): void {
    this.#console.set(output.instanceId, output);
    this.#options.send({ type: 'console', ...output });
  }

  #onHealth(check: string, finding: Finding): void {
    this.#findings.put(check, finding);
    this.#checked.add(check);
    this.#options.send({ type: 'health', check, ...finding });
    this.#wake();
  }

  /** There may be something to do. However often it is said during one round, one more follows. */
  #wake(): void {
    this.#wanted = true;
    this.#work ??= this.#rounds().finally(() => {
      this.#work = undefined;
    });
  }

  async #rounds(): Promise<void> {
    while (this.#wanted && !this.#ended) {
      this.#wanted = false;
      await this.#round();
    }
  }

  async #round(): Promise<void> {
    const generation = this.#generation;
    const change = this.#changeOf(this.#edits.splice(0));
    const checks = [...this.#checked];
    this.#checked.clear();
    const { rows, violations } = this.#sound;
    const where = { rows: [...change.put, ...change.removed].map(rowKey), checks };
    const { failed } = await this.#options.kernel.apply(rows, this.#findings.table, where);
    await this.#follow(change);
    this.#report(generation, [...violations, ...failed]);
    if (failed.length > 0) this.#retryLater();
    else this.#retryMs = FIRST_RETRY_MS;
  }

  /** What came in several messages while the kernel was at work is one change. */
  #changeOf(edits: readonly RowEdit[]): SoundChange {
    const put = new Map<RowKey, ProgramRow>();
    const removed = new Map<RowKey, ProgramRow>();
    for (const edit of edits) {
      const change = this.#sound.update(edit);
      for (const row of change.removed) {
        put.delete(rowKey(row));
        removed.set(rowKey(row), row);
      }
      for (const row of change.put) put.set(rowKey(row), row);
    }
    return { put: [...put.values()], removed: [...removed.values()].filter((row) => !put.has(rowKey(row))) };
  }

  async #follow({ put, removed }: SoundChange): Promise<void> {
    for (const row of removed) if (row.kind === 'instance') this.#console.delete(row.id);
    if (put.length === 0 && removed.length === 0) return;
    for (const part of this.#parts) {
      const following = part.apply({ put, removed, rows: this.#sound.rows });
      await following.catch((error) => this.#options.log(`a part could not follow: ${error.stack}`));
    }
  }

  #report(generation: number | undefined, failed: readonly Violation[]): void {
    for (const { key, message } of failed) this.#options.log(`${key}: ${message}`);
    if (generation !== undefined) this.#options.send({ type: 'applied', generation, failed });
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#wake(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #planRepair(milliseconds: number): void {
    this.#repairTimer = setTimeout(() => void this.#repair(), milliseconds).unref();
  }

  async #repair(): Promise<void> {
    const began = performance.now();
    if (this.#begun && !this.#ended) await this.#options.kernel.repair();
    const took = performance.now() - began;
    if (!this.#ended) this.#planRepair(Math.max(REPAIR_EVERY_MS, took / REPAIR_SHARE));
  }
}

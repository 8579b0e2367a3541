/**
 * The control plane's side of the socket to the agent.
 *
 *   begin() ─► batch ─ rows, one batch at a time ─► agent
 *      ▲                                              │
 *      └─────────── applied ◄── events ◄──────────────┘
 *
 * It connects again whenever the connection is lost. The agent then wants the whole program, of which it
 * changes only what differs.
 */
import { EventEmitter } from 'node:events';
import { backoffMs } from '../base/backoff.ts';
import type { RowKey } from '../program/rows.ts';
import { dial } from './dial.ts';
import { type Lines, overLines } from './lines.ts';
import type {
  AppliedMessage,
  ConsoleMessage,
  FailureMessage,
  FromAgent,
  HealthMessage,
  HelloMessage,
  ToAgent,
} from './messages.ts';
import { Outbox } from './outbox.ts';
import { OutgoingBatch } from './outgoingBatch.ts';

export interface AgentLinkEvents {
  /** The agent is there, and wants the whole program. */
  hello: [HelloMessage];
  /** Everything up to that generation is in the kernel, but for the failed rows. */
  applied: [AppliedMessage];
  /** Rows that the agent could not make so: it is time to tell it again. */
  repeat: [ReadonlySet<RowKey>];
  health: [HealthMessage];
  console: [ConsoleMessage];
  failure: [FailureMessage];
  /** After a `hello`: the agent is gone, or being restarted. */
  disconnected: [];
}

export interface AgentLinkSettings {
  readonly socketPath: string;
  /** Must be higher than every generation of earlier processes; the time in milliseconds is. */
  readonly firstGeneration: number;
}

const RECONNECT = { firstMs: 50, mostMs: 1000 };
const REPEAT_FAILED = { firstMs: 500, mostMs: 30_000 };

export class AgentLink extends EventEmitter<AgentLinkEvents> {
  private readonly outbox: Outbox;
  private lines: Lines<ToAgent> | undefined;
  private greeted = false;
  private closed = false;
  private attempts = 0;
  private reconnecting: NodeJS.Timeout | undefined;
  /** The first generation told on this connection: answers to older ones mean another program. */
  private fullGeneration = 0;
  private applied = 0;
  private failed: ReadonlySet<RowKey> = new Set();
  private failedRounds = 0;
  private repeating: NodeJS.Timeout | undefined;

  constructor(private readonly settings: AgentLinkSettings) {
    super();
    this.outbox = new Outbox(settings.firstGeneration - 1);
  }

  /** Connects, and goes on trying until `close`. */
  start(): void {
    this.connect();
  }

  /** Starts the next batch; only while `ready`. What is put into it after the connection was lost is lost too. */
  begin(): OutgoingBatch {
    const lines = this.lines;
    return new OutgoingBatch(this.outbox.begin(), (json) => lines?.sendJson(json));
  }

  /** Resolves when the agent has taken most of what was sent, or is gone. */
  async drained(): Promise<void> {
    await this.lines?.drained();
  }

  /** The generation that began last. */
  get lastGeneration(): number {
    return this.outbox.lastGeneration;
  }

  /** The agent has, or may have, another program than the one it was told last: the next batch must be all of it. */
  get wantsAll(): boolean {
    return this.outbox.wantsAll;
  }

  /** The last generation that the agent has confirmed; 0 before the first. */
  get appliedGeneration(): number {
    return this.applied;
  }

  /** Rows that the agent could not make so, as of its last answer. They are told again after a while. */
  get failedRows(): ReadonlySet<RowKey> {
    return this.failed;
  }

  /** True from the agent's `hello` until the connection is lost. */
  get connected(): boolean {
    return this.greeted;
  }

  /** Whether a batch can begin: the agent is there, and none is under way. */
  get ready(): boolean {
    return this.greeted && !this.outbox.busy;
  }

  /**
   * Asks the agent to end, with its network or without. Returns whether there was an agent to ask; the link
   * is closed and does not connect again.
   */
  shutdown(removeNetwork: boolean): boolean {
    const asked = this.greeted;
    if (asked) this.lines?.send({ type: 'shutdown', removeNetwork });
    this.close();
    return asked;
  }

  /** Ends the connection once what was sent has gone out. The agent goes on by itself. */
  close(): void {
    this.closed = true;
    clearTimeout(this.reconnecting);
    clearTimeout(this.repeating);
    this.lines?.close();
  }

  private connect(): void {
    try {
      const handlers = {
        onMessage: (message: FromAgent) => this.receive(message),
        // What ended it does not matter: the answer to everything is to connect again.
        onEnd: () => this.lost(),
      };
      this.lines = overLines<FromAgent, ToAgent>(dial(this.settings.socketPath), handlers);
    } catch {
      // The socket's directory is not there yet.
      this.reconnectLater();
    }
  }

  private lost(): void {
    const wasGreeted = this.greeted;
    this.greeted = false;
    this.outbox.restart();
    if (wasGreeted) this.emit('disconnected');
    this.reconnectLater();
  }

  private reconnectLater(): void {
    if (this.closed) return;
    this.attempts += 1;
    this.reconnecting = setTimeout(() => this.connect(), backoffMs(RECONNECT, this.attempts));
  }

  private receive(message: FromAgent): void {
    if (message.type === 'hello') this.greet(message);
    else if (message.type === 'applied') this.settle(message);
    else if (message.type === 'health') this.emit('health', message);
    else if (message.type === 'console') this.emit('console', message);
    else if (message.type === 'failure') this.emit('failure', message);
  }

  private greet(hello: HelloMessage): void {
    this.attempts = 0;
    this.greeted = true;
    this.outbox.restart();
    this.fullGeneration = this.outbox.lastGeneration + 1;
    this.emit('hello', hello);
  }

  private settle(message: AppliedMessage): void {
    const { generation } = message;
    // An agent that was just started may report the program it found on its disk.
    if (generation < this.fullGeneration || generation > this.outbox.lastGeneration) return;
    this.applied = Math.max(this.applied, generation);
    this.failed = new Set(message.failed.map(({ key }) => key));
    this.outbox.settle(generation);
    this.emit('applied', message);
    this.repeatFailed();
  }

  private repeatFailed(): void {
    clearTimeout(this.repeating);
    this.failedRounds = this.failed.size > 0 ? this.failedRounds + 1 : 0;
    if (this.failed.size === 0 || this.closed) return;
    const later = backoffMs(REPEAT_FAILED, this.failedRounds);
    this.repeating = setTimeout(() => this.emit('repeat', this.failed), later);
  }
}

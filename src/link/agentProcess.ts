/**
 * Keeps an agent at the other end of the link: takes over one that is already there, starts one where there is
 * none, and starts another after it has died. The agent is a process of its own session, with its output in a
 * file, so nothing that happens to the control plane reaches it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

export interface AgentProcessOptions {
  /** Program and arguments that start the agent. */
  readonly command: readonly string[];
  /** Where its output goes. */
  readonly logFile: string;
  /** True while the link has an agent that said hello. */
  isConnected(): boolean;
  /** Told what an agent printed that ended without ever connecting. */
  onFailure(message: string): void;
}

const LOOK_EVERY_MS = 100;
/** An agent that is already there connects within this time. */
const ADOPTION_MS = 300;
/** One that was just started gets this long before another is tried. */
const START_MS = 20_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
const MAX_LOG_BYTES = 4 * 1024 * 1024;

export class AgentProcess {
  private readonly timer: NodeJS.Timeout;
  private child: ChildProcess | undefined;
  private logStart = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private notBefore = performance.now() + ADOPTION_MS;

  constructor(private readonly options: AgentProcessOptions) {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Starts no more agents; the one that runs goes on. */
  release(): void {
    clearInterval(this.timer);
    this.child = undefined;
  }

  private look(): void {
    if (this.options.isConnected()) {
      this.pauseMs = FIRST_PAUSE_MS;
      this.notBefore = performance.now() + FIRST_PAUSE_MS;
    } else if (performance.now() >= this.notBefore) {
      this.start();
    }
  }

  private start(): void {
    this.notBefore = performance.now() + START_MS;
    const [file = '', ...argv] = this.options.command;
    const log = this.openLog();
    const child = spawn(file, argv, {
      stdio: ['ignore', log, log],
      detached: true,
      cwd: dirname(this.options.logFile),
    });
    closeSync(log);
    child.on('error', (error) => this.ended(child, () => error.message));
    child.on('exit', () => this.ended(child, () => this.printed()));
    child.unref();
    this.child = child;
  }

  private ended(child: ChildProcess, reason: () => string): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.notBefore = performance.now() + this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    if (!this.options.isConnected()) this.options.onFailure(reason() || 'The agent ended without a word.');
  }

  private openLog(): number {
    const log = openSync(this.options.logFile, 'a', 0o600);
    if (statSync(this.options.logFile).size > MAX_LOG_BYTES) truncateSync(this.options.logFile);
    this.logStart = statSync(this.options.logFile).size;
    return log;
  }

  /** What the agent last started has printed. */
  private printed(): string {
    return readFileSync(this.options.logFile).subarray(this.logStart).toString('utf8').trim();
  }
}

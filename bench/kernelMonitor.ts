/** What the kernel tells of one namespace's nft table, and when: `nft monitor`, which prints what has been done. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, inside } from './commands.ts';
import { interruption } from './interruption.ts';

interface Heard {
  readonly line: string;
  readonly at: number;
}

const PATIENCE_MS = 30_000;
/** It first reads what is there; of what is done before that is over it tells afterwards. */
const SETTLING_MS = 2000;

export class KernelMonitor {
  readonly #child: ChildProcess;
  #heard: Heard[] = [];
  #rest = '';

  constructor(namespacePath: string) {
    const [program = '', ...args] = inside(namespacePath, ['nft', 'monitor']);
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: environment() });
    this.#child.stdout?.on('data', (data) => this.#keep(String(data)));
  }

  ready(): Promise<void> {
    return sleep(SETTLING_MS);
  }

  /** What was heard so far does not count. */
  forget(): void {
    this.#heard = [];
  }

  /** When the first such line came, on `performance.now`'s clock. */
  async momentOf(pattern: RegExp): Promise<number> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      interruption.throwIfAborted();
      const found = this.#heard.find(({ line }) => pattern.test(line));
      if (found) return found.at;
      await sleep(2);
    }
    throw new Error(
      `The kernel did not tell of ${pattern}; it told: ${this.#heard.map(({ line }) => line).join('; ')}`,
    );
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'close');
    if (this.#child.kill()) await ended;
  }

  #keep(text: string): void {
    const at = performance.now();
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.#heard.push(...lines.map((line) => ({ line, at })));
  }
}

/** Runs programs for the bench: in namespaces, bounded in time, ended by pid. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { interruption } from './interruption.ts';

const execute = promisify(execFile);
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** Standard output of a program; throws with its standard error, and when the bench is interrupted. */
export async function run(command: readonly string[], timeoutMs = 60_000): Promise<string> {
  return output(command, { timeout: timeoutMs, signal: interruption });
}

/** As `run`, but goes on when the bench is interrupted: for what removes. */
export async function runToTheEnd(command: readonly string[]): Promise<string> {
  return output(command, { timeout: 120_000 });
}

async function output(
  [program = '', ...args]: readonly string[],
  options: { timeout: number; signal?: AbortSignal },
): Promise<string> {
  const { stdout } = await execute(program, args, { ...options, env: environment() });
  return stdout;
}

/** A command line that enters the network of a namespace first. */
export function inside(namespacePath: string, command: readonly string[]): string[] {
  return ['nsenter', `--net=${namespacePath}`, '--', ...command];
}

/** Host tools of ordinary users are not always on their path. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: folders.join(delimiter) };
}

export function isInstalled(program: string): boolean {
  return folders.some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program that runs until `stop` is called. Its standard input closes with us. */
export class Background {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private output = '';

  constructor([program = '', ...args]: readonly string[]) {
    // A session of its own: the terminal's Ctrl-C is for us, and we end it in our order.
    this.child = spawn(program, args, { stdio: 'pipe', detached: true, env: environment() });
    this.child.stdout?.on('data', (data) => this.keep(data));
    this.child.stderr?.on('data', (data) => this.keep(data));
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    this.child.once('error', (error) => this.keep(error.message));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The last of what it printed, for error texts. */
  get lastWords(): string {
    return this.output.trim().slice(-300);
  }

  /** What it printed that matches, once it has. */
  async says(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    return eventually(`it says ${pattern}`, timeoutMs, async () => {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.child.exitCode !== null) throw new Hopeless(`it ended: ${this.output}`);
      throw new Error(`it said: ${this.output}`);
    });
  }

  /** SIGTERM, and after `patienceMs` SIGKILL. */
  async stop(patienceMs = 2_000): Promise<void> {
    if (this.child.exitCode === null && this.child.pid) {
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), patienceMs);
      await this.ended;
      clearTimeout(timer);
    }
  }

  private keep(data: Buffer | string): void {
    this.output = (this.output + data.toString()).slice(-4_000);
  }
}

/** What `eventually` need not try again. */
class Hopeless extends Error {}

/** Waits until `attempt` succeeds. */
export async function eventually<T>(claim: string, timeoutMs: number, attempt: () => Promise<T>): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    interruption.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      if (error instanceof Hopeless || performance.now() > end)
        throw new Error(`Not seen that ${claim}: ${reason}`);
      await sleep(50);
    }
  }
}

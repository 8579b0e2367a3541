/** Runs programs for the bench: in namespaces, bounded in time, ended by pid. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Standard output of a program; throws with its standard error. */
export async function run(program: string, args: readonly string[], timeoutMs = 60_000): Promise<string> {
  const { stdout } = await execute(program, [...args], { timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** A command line that enters the network of a namespace first. */
export function inside(namespacePath: string, command: readonly string[]): [string, string[]] {
  return ['nsenter', [`--net=${namespacePath}`, ...command]];
}

/** A program that runs until `stop` is called. */
export class Background {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private output = '';

  constructor(namespacePath: string, command: readonly string[]) {
    const [program, args] = inside(namespacePath, command);
    this.child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (data) => this.keep(data));
    this.child.stderr?.on('data', (data) => this.keep(data));
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve()));
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 2_000);
    await this.ended;
    clearTimeout(timer);
  }

  /** The last of what it printed, for error texts. */
  get lastWords(): string {
    return this.output.slice(-500);
  }

  private keep(data: Buffer): void {
    this.output = (this.output + data.toString()).slice(-2_000);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `attempt` succeeds. */
export async function eventually<T>(
  claim: () => string,
  attempt: () => Promise<T>,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`${claim()}: ${error instanceof Error ? error.message : error}`);
      await pause(100);
    }
  }
}

export async function isInstalled(program: string): Promise<boolean> {
  return run('which', [program]).then(
    () => true,
    () => false,
  );
}

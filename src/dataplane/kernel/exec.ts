/** The one place that starts host programs: `ip`, `nft` and the few that enter a namespace for them. */
import { spawn } from 'node:child_process';

/** A program of the host failed. */
export class CommandError extends Error {
  override name = 'CommandError';
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit status; -1 when it was ended by a signal or never started. */
  readonly status: number;
}

const TIME_LIMIT_MS = 120_000;
/** Programs at the same time. */
const PARALLEL = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** Standard output of a program; CommandError with its own words where it fails. */
export async function run(command: readonly string[], input = ''): Promise<string> {
  const outcome = await attempt(command, input);
  if (outcome.status === 0) return outcome.stdout;
  throw new CommandError(`${command.slice(0, 6).join(' ')}: ${firstWords(outcome)}`);
}

/** Runs a program to its end, whatever that is. */
export async function attempt(command: readonly string[], input = ''): Promise<Outcome> {
  if (running >= PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await outcomeOf(command, input);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

function outcomeOf([program = '', ...args]: readonly string[], input: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'pipe', env: environment() });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    // Not spawn's own: it runs on after a program that could not be started, and keeps this process alive.
    const limit = setTimeout(() => child.kill(), TIME_LIMIT_MS);
    const end = (status: number, words = '') => {
      clearTimeout(limit);
      resolve({
        stdout: String(Buffer.concat(stdout)),
        stderr: words || String(Buffer.concat(stderr)),
        status,
      });
    };
    child.on('error', (error) => end(-1, error.message));
    child.on('close', (code) => end(code ?? -1));
    // A program that fails early closes its input; its own words say why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** nft and ip live in sbin, which an ordinary user's path often lacks. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`, LC_ALL: 'C' };
}

function firstWords({ stderr, stdout, status }: Outcome): string {
  return (stderr || stdout).trim().split('\n').slice(0, 3).join('; ') || `ended with status ${status}`;
}

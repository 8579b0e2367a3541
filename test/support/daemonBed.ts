/** A daemon (from the build) on a data directory of its own, as whoever runs the tests. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, processOf } from '../../src/base/processIdentity.ts';
import { type DaemonProcess, POSTERN, startDaemonProcess } from '../../src/cli/tour/daemonProcess.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { type Inside, inside } from '../../src/cli/tour/inside.ts';
import { countNamespaces } from '../../src/cli/tour/leftovers.ts';
import { environment } from '../../src/dataplane/kernel/exec.ts';
import { whyNoAgent } from './agentBed.ts';

export const isRoot = process.getuid?.() === 0;

/** Why no daemon with a data plane can run here; undefined where it can. Printed once by who skips. */
export function whyNoDaemon(): string | undefined {
  return whyNoAgent(isRoot ? 'root' : 'an ordinary user');
}

export class DaemonBed {
  readonly data = mkdtempSync(join(tmpdir(), 'postern-scenario-'));
  private daemon: DaemonProcess | undefined;

  /** Starts the daemon, again too, and waits until it is ready. The port is a free one unless given. */
  async start(...options: string[]): Promise<DaemonProcess> {
    this.daemon = await startDaemonProcess(this.data, options);
    return this.daemon;
  }

  get endpoint(): string {
    if (!this.daemon) throw new Error('the daemon has been started');
    return this.daemon.endpoint;
  }

  inside(instanceId: string): Inside {
    return inside(this.data, instanceId);
  }

  /** Runs `postern …` to its end. */
  postern(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
    const [command = '', ...rest] = argv;
    return spawnSync(process.execPath, [POSTERN, command, '--data', this.data, ...rest], {
      encoding: 'utf8',
    });
  }

  async killDaemon(): Promise<void> {
    await this.daemon?.kill();
  }

  agentPid(): number {
    const log = readFileSync(join(this.data, 'agent.log'), 'utf8');
    const pid = [...log.matchAll(/agent (\d+) serves/g)].at(-1)?.[1];
    if (!pid) throw new Error(`no agent has started: ${log}`);
    return Number(pid);
  }

  async killAgent(): Promise<void> {
    const agent = processOf(this.agentPid());
    if (!agent) return;
    process.kill(agent.pid, 'SIGKILL');
    await eventually('the agent is dead', async () => !isRunning(agent), 5);
  }

  namespaces(): number {
    return countNamespaces(this.data);
  }

  /** Ends everything, whatever state it is in, and fails where something stays. */
  async clear(): Promise<void> {
    const { status, stderr } = this.postern('down');
    const left = this.namespaces();
    rmSync(this.data, { recursive: true, force: true });
    if (status !== 0 || left > 0)
      throw new Error(`down ended with ${status} and left ${left} namespaces: ${stderr}`);
  }
}

/** Namespaces, links and rules of the host itself; two looks compare whatever others do in between. */
export function hostNetwork(): { links: string; rules: string } {
  const output = (file: string, ...argv: string[]) =>
    execFileSync(file, argv, { encoding: 'utf8', env: environment() });
  return { links: output('ip', '-brief', 'link'), rules: isRoot ? output('nft', 'list', 'ruleset') : '' };
}

/** A command inside an instance that prints one JSON line when it is told to end. */
export interface LongLook<T> {
  /** The first line that it printed. */
  readonly opened: object;
  end(): Promise<T>;
}

export async function longLook<T>(
  bed: DaemonBed,
  instanceId: string,
  script: string,
  ...words: string[]
): Promise<LongLook<T>> {
  const argv = [POSTERN, 'exec', '--data', bed.data, instanceId, '--', process.execPath, script, ...words];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const closed = once(child, 'close');
  const opened = await eventually(
    `${script} has begun`,
    async () => text.includes('\n') && text.split('\n')[0],
    15,
  );
  return {
    opened: JSON.parse(opened),
    end: async () => {
      child.kill('SIGTERM');
      await closed;
      return JSON.parse(text.trim().split('\n').at(-1) ?? '');
    },
  };
}

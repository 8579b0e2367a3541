/** What one instance has on disk: DATA/agent/instances/ID with its resolv.conf, user data and their output. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assert } from '../../base/assert.ts';
import type { InstanceRow } from '../../program/rows.ts';

/** Output of user data that is kept: the first of it. */
const MAX_LOG_BYTES = 1024 * 1024;
/** Of what is told as console output, as in AWS. */
const MAX_OUTPUT_BYTES = 64 * 1024;
const INSTANCE_ID = /^i-[0-9a-z]+$/;

/** What an instance has printed. */
export interface InstanceOutput {
  readonly instanceId: string;
  readonly text: string;
  /** ISO 8601. */
  readonly writtenAt: string;
}

export class InstanceFiles {
  readonly #root: string;

  constructor(dataDirectory: string) {
    // Absolute: entering a namespace of mounts changes the working directory.
    this.#root = resolve(dataDirectory, 'agent', 'instances');
  }

  /** Also where `postern exec` finds it. */
  resolvConf(instanceId: string): string {
    return join(this.directory(instanceId), 'resolv.conf');
  }

  directory(instanceId: string): string {
    return instanceDirectory(this.#root, instanceId);
  }

  log(instanceId: string): string {
    return join(this.directory(instanceId), 'user-data.log');
  }

  async list(): Promise<string[]> {
    return (await readdir(this.#root).catch(() => [])).filter((name) => INSTANCE_ID.test(name));
  }

  /** Overwritten in place, since running commands have this very file mounted, and only where it differs. */
  async writeResolvConf(row: InstanceRow): Promise<void> {
    await mkdir(this.directory(row.id), { recursive: true });
    const path = this.resolvConf(row.id);
    const present = await readFile(path, 'utf8').catch(() => undefined);
    if (present !== resolvConfText(row)) await writeFile(path, resolvConfText(row));
  }

  /**
   * The script's path, the first time in a namespace; undefined ever after, also when that run was cut short. A
   * namespace made anew, after `postern down` or a restart of the host, has nothing running inside: it starts
   * again, as it does after each reboot.
   */
  async claimUserData(
    instanceId: string,
    namespacePath: string,
    script: string,
    reboots = 0,
  ): Promise<string | undefined> {
    const marker = join(this.directory(instanceId), 'user-data.started');
    const life = await lifeOf(namespacePath, reboots);
    if ((await readFile(marker, 'utf8').catch(() => undefined)) === life) return undefined;
    await writeFile(marker, life);
    const path = join(this.directory(instanceId), 'user-data');
    await writeFile(path, script, { mode: 0o700 });
    await chmod(path, 0o700);
    return path;
  }

  /** Whether the instance has been rebooted since this was last asked. */
  async noteReboots(instanceId: string, reboots: number): Promise<boolean> {
    const path = join(this.directory(instanceId), 'reboots');
    const before = Number(await readFile(path, 'utf8').catch(() => '0'));
    if (before === reboots) return false;
    await writeFile(path, `${reboots}\n`);
    return true;
  }

  /** Cuts output that has grown past its limit; the script appends, so what comes next is cut next time. */
  async boundLog(instanceId: string): Promise<void> {
    const size = await stat(this.log(instanceId)).then(
      (found) => found.size,
      () => 0,
    );
    if (size > MAX_LOG_BYTES) await truncate(this.log(instanceId), MAX_LOG_BYTES);
  }

  /** The end of what has been printed, and when; undefined where nothing has. */
  async output(instanceId: string): Promise<InstanceOutput | undefined> {
    const file = await open(this.log(instanceId)).catch(() => undefined);
    if (!file) return undefined;
    try {
      const { size, mtime } = await file.stat();
      if (size === 0) return undefined;
      const length = Math.min(size, MAX_OUTPUT_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
      const text = buffer.toString('utf8', 0, bytesRead);
      return { instanceId, text, writtenAt: mtime.toISOString() };
    } finally {
      await file.close();
    }
  }

  hasLog(instanceId: string): boolean {
    return existsSync(this.log(instanceId));
  }

  async remove(instanceId: string): Promise<void> {
    await rm(this.directory(instanceId), { recursive: true, force: true });
  }
}

/** Tells a namespace from others that bore its name before: inode numbers come again, the time of making does not. */
async function lifeOf(namespacePath: string, reboots: number): Promise<string> {
  const { ino, mtimeNs } = await stat(namespacePath, { bigint: true });
  return `${[ino, mtimeNs, ...(reboots > 0 ? [reboots] : [])].join(' ')}\n`;
}

/** Whole directories are removed by this name: it must be nothing but an id. */
function instanceDirectory(root: string, instanceId: string): string {
  assert(INSTANCE_ID.test(instanceId), `${instanceId} is an instance id`);
  return join(root, instanceId);
}

function resolvConfText({ nameServers, searchDomain }: InstanceRow): string {
  const lines = nameServers.map((address) => `nameserver ${address}`);
  if (searchDomain !== '') lines.push(`search ${searchDomain}`);
  return lines.map((line) => `${line}\n`).join('');
}

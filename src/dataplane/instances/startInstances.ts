/** Instances beyond their network: the files they see, the user data they run, the processes they leave. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import type { InstanceRow, ProgramRow, RowKey } from '../../program/rows.ts';
import { namespaceOf, namespacePath } from '../namespaces.ts';
import { enterCommand } from '../netns/enter.ts';
import type { Part, RowChange } from '../part.ts';
import { endProcesses } from './endProcesses.ts';
import { InstanceFiles, type InstanceOutput } from './instanceFiles.ts';

export interface InstanceOptions {
  readonly installationId: string;
  readonly dataDirectory: string;
  /** False: user data is never run. */
  readonly allowUserData: boolean;
  /** Told of what user data prints, soon after it does. */
  onOutput?(output: InstanceOutput): void;
}

const LOG_CHECK_MS = 2000;
const RETRY_MS = 1000;

export async function startInstances(options: InstanceOptions): Promise<Part> {
  return new Instances(options);
}

class Instances implements Part {
  readonly #options: InstanceOptions;
  readonly #files: InstanceFiles;
  /** Instances whose user data has not been looked at since this process started. */
  readonly #waiting = new Map<string, InstanceRow>();
  readonly #logged = new Set<string>();
  /** When what was told last had been written. */
  readonly #told = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #rows: RowChange['rows'] = new Map();
  #retry: NodeJS.Timeout | undefined;
  #cleaned = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#files = new InstanceFiles(options.dataDirectory);
    this.#timer = setInterval(() => void this.#lookAtLogs(), LOG_CHECK_MS).unref();
  }

  async apply({ put, removed, rows }: RowChange): Promise<void> {
    await eachInstance(removed, (row) => this.#remove(row.id));
    await eachInstance(put, (row) => this.#put(row));
    this.#rows = rows;
    await this.#runUserData();
    if (!this.#cleaned) await this.#removeStale(rows);
    this.#cleaned = true;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#retry);
  }

  async #put(row: InstanceRow): Promise<void> {
    await this.#files.writeResolvConf(row);
    if (await this.#files.noteReboots(row.id, row.reboots ?? 0)) {
      await endProcesses(this.#namespacePath(row.id));
    }
    if (row.userData !== undefined && this.#mayRun(row.userData)) this.#waiting.set(row.id, row);
    if (this.#files.hasLog(row.id)) this.#logged.add(row.id);
  }

  #mayRun(userData: string): boolean {
    return this.#options.allowUserData && userData.startsWith('#!');
  }

  async #remove(instanceId: string): Promise<void> {
    this.#waiting.delete(instanceId);
    this.#logged.delete(instanceId);
    this.#told.delete(instanceId);
    await endProcesses(this.#namespacePath(instanceId));
    await this.#files.remove(instanceId);
  }

  /** Those whose namespace could not be made yet are looked at again later. */
  async #runUserData(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#waiting.size === 0) return;
    for (const instanceId of instancesWithPort(this.#rows)) {
      const row = this.#waiting.get(instanceId);
      if (row && existsSync(this.#namespacePath(instanceId))) await this.#runOnce(row);
    }
    this.#retry = setTimeout(() => void this.#runUserData(), RETRY_MS).unref();
  }

  async #runOnce(row: InstanceRow): Promise<void> {
    this.#waiting.delete(row.id);
    const path = this.#namespacePath(row.id);
    const script = await this.#files.claimUserData(row.id, path, row.userData ?? '', row.reboots);
    if (script) this.#spawn(row, script);
  }

  /** Detached, with a file for its output: it goes on when this process ends. */
  #spawn(row: InstanceRow, script: string): void {
    const log = openSync(this.#files.log(row.id), 'a', 0o600);
    const [file = '', ...args] = enterCommand({
      namespacePath: this.#namespacePath(row.id),
      resolvConf: this.#files.resolvConf(row.id),
      hostName: row.hostName,
      command: [script],
    });
    const child = spawn(file, args, { detached: true, stdio: ['ignore', log, log] });
    child.on('error', (error) => console.error(`user data of ${row.id} did not start: ${error.message}`));
    child.unref();
    closeSync(log);
    this.#logged.add(row.id);
  }

  /** Files of instances that went while no agent ran. One that still has a namespace is left to its row. */
  async #removeStale(rows: ReadonlyMap<RowKey, ProgramRow>): Promise<void> {
    for (const instanceId of await this.#files.list()) {
      const known = rows.has(`instance/${instanceId}`) || existsSync(this.#namespacePath(instanceId));
      if (!known) await this.#files.remove(instanceId);
    }
  }

  async #lookAtLogs(): Promise<void> {
    for (const instanceId of this.#logged) {
      await this.#files.boundLog(instanceId).catch(() => undefined);
      await this.#tellOutput(instanceId);
    }
  }

  async #tellOutput(instanceId: string): Promise<void> {
    const output = await this.#files.output(instanceId).catch(() => undefined);
    if (!output || this.#told.get(instanceId) === output.writtenAt) return;
    this.#told.set(instanceId, output.writtenAt);
    this.#options.onOutput?.(output);
  }

  #namespacePath(instanceId: string): string {
    return namespacePath(namespaceOf(this.#options.installationId, instanceId));
  }
}

/** One instance whose files cannot be written does not hold up the others. */
async function eachInstance(
  rows: readonly ProgramRow[],
  work: (row: InstanceRow) => Promise<void>,
): Promise<void> {
  const instances = rows.filter((row) => row.kind === 'instance');
  const report = (row: InstanceRow, error: Error) => console.error(`${row.id}: ${error.message}`);
  await Promise.all(instances.map((row) => work(row).catch((error) => report(row, error))));
}

function* instancesWithPort(rows: ReadonlyMap<RowKey, ProgramRow>): Iterable<string> {
  for (const row of rows.values()) if (row.kind === 'port') yield row.instanceId;
}

/**
 * The directory of one installation: who it is, who runs it, what it stores.
 *
 *   installation   six hex digits that name its namespaces; written once
 *   lock           held (flock) by the one daemon that runs on this directory
 *   daemon.json    endpoint and process of that daemon, for the command line
 *   state/         the store
 */
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isRunning, type ProcessIdentity, thisProcess } from '../base/processIdentity.ts';
import type { Random } from '../base/random.ts';
import { writeFileDurably } from '../base/writeFileDurably.ts';
import { lockFile } from './fileLock.ts';

export interface DataDirectory {
  readonly path: string;
  /** Six hexadecimal digits, the same for the life of the directory. */
  readonly installationId: string;
  /** Directory of the store. */
  readonly statePath: string;
  /** Tells the command line where this daemon serves. */
  announce(endpoint: string): void;
  /** Ends the announcement and the lock. */
  release(): void;
}

/** What daemon.json says. */
export interface DaemonRecord {
  readonly endpoint: string;
  readonly process: ProcessIdentity;
}

/** Two daemons on one directory, or a directory that cannot be used; the message is for the operator. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
}

const INSTALLATION_ID = /^[0-9a-f]{6}$/;

/** `$POSTERN_DATA`, else the system's place for root and the user's own for everyone else. */
export function defaultDataPath(environment: NodeJS.ProcessEnv, isRoot: boolean): string {
  if (environment.POSTERN_DATA) return resolve(environment.POSTERN_DATA);
  if (isRoot) return '/var/lib/postern';
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'postern');
}

/**
 * Takes the directory for this process, and makes it where it is not there yet.
 * @throws DataDirectoryError
 */
export function openDataDirectory(path: string, random: Random): DataDirectory {
  const absolute = resolve(path);
  makePrivateDirectory(absolute);
  const unlock = lockFile(join(absolute, 'lock'));
  if (!unlock) throw new DataDirectoryError(inUse(absolute));
  const daemonFile = join(absolute, 'daemon.json');
  return {
    path: absolute,
    installationId: ensureInstallationId(absolute, random),
    statePath: join(absolute, 'state'),
    announce: (endpoint) => writeFileDurably(daemonFile, record({ endpoint, process: thisProcess() }), 0o600),
    release: () => {
      rmSync(daemonFile, { force: true });
      unlock();
    },
  };
}

/** The id that names this directory's namespaces, made where there is none. */
export function ensureInstallationId(path: string, random: Random): string {
  makePrivateDirectory(path);
  return readInstallationId(path) ?? makeInstallationId(path, random);
}

/** The id that names this directory's namespaces; undefined where no daemon has ever run. */
export function readInstallationId(path: string): string | undefined {
  const text = readText(join(path, 'installation'))?.trim();
  if (text === undefined) return undefined;
  if (!INSTALLATION_ID.test(text)) {
    throw new DataDirectoryError(`${join(path, 'installation')} is damaged: it should hold six hex digits.`);
  }
  return text;
}

/** The daemon that runs on this directory now. */
export function readDaemon(path: string): DaemonRecord | undefined {
  const text = readText(join(path, 'daemon.json'));
  if (text === undefined) return undefined;
  const daemon = JSON.parse(text) as DaemonRecord;
  return isRunning(daemon.process) ? daemon : undefined;
}

function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    throw new DataDirectoryError(
      `Cannot use ${path} as data directory (${(error as Error).message}). Choose another with --data DIR.`,
    );
  }
}

function makeInstallationId(path: string, random: Random): string {
  const id = random.hex(6);
  writeFileDurably(join(path, 'installation'), `${id}\n`, 0o600);
  return id;
}

function inUse(path: string): string {
  const daemon = readDaemon(path);
  const who = daemon ? ` (process ${daemon.process.pid}, serving at ${daemon.endpoint})` : '';
  return `Another Postern already runs on ${path}${who}. Stop it, or start this one with another --data DIR and --port.`;
}

function record(daemon: DaemonRecord): string {
  return `${JSON.stringify(daemon)}\n`;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

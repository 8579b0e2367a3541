/** How the commands find the daemon and ask it: HTTP on this machine, `/_postern/…`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { TOKEN_HEADER } from '../inspect/access.ts';
import { defaultDataPath, readDaemon } from '../state/dataDirectory.ts';
import { CommandError } from './commandError.ts';

export interface DaemonOptions {
  readonly endpointUrl?: string;
  readonly data?: string;
}

const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';
const TIMEOUT_MS = 10_000;

/** The options that say which daemon is meant. */
export function withDaemonOptions(command: Command): Command {
  return command
    .option(
      '--endpoint-url <url>',
      `where Postern serves (default: found by --data, else ${DEFAULT_ENDPOINT})`,
    )
    .option('--data <dir>', "the daemon's data directory (default: $POSTERN_DATA, or the usual place)");
}

export interface Daemon {
  readonly endpoint: string;
  get<T>(path: string): Promise<T>;
  /** @param body sent as JSON */
  post<T>(path: string, body?: object): Promise<T>;
}

export function findDaemon(options: DaemonOptions): Daemon {
  const data = options.data ?? defaultDataPath(process.env, process.getuid?.() === 0);
  const endpoint = (options.endpointUrl ?? announcedEndpoint(options, data)).replace(/\/+$/, '');
  const token = readToken(data);
  return {
    endpoint,
    get: (path) => request(endpoint, 'GET', path, token),
    post: (path, body) => request(endpoint, 'POST', path, token, body),
  };
}

function announcedEndpoint(options: DaemonOptions, data: string): string {
  const running = readDaemon(data);
  if (running) return running.endpoint;
  if (options.data !== undefined) {
    throw new CommandError(`No Postern runs on ${data}. Start it with: postern up --data ${data}`);
  }
  return DEFAULT_ENDPOINT;
}

async function request<T>(
  endpoint: string,
  method: string,
  path: string,
  token: string | undefined,
  sent?: object,
): Promise<T> {
  const response = await send(endpoint, method, path, token, sent);
  const body = await parseBody(response, endpoint);
  if (!response.ok) throw new CommandError(body.message ?? `${endpoint} answered ${response.status}.`);
  return body as T;
}

async function send(
  endpoint: string,
  method: string,
  path: string,
  token: string | undefined,
  body: object | undefined,
): Promise<Response> {
  try {
    return await fetch(`${endpoint}/_postern/${path}`, {
      method,
      headers: token === undefined ? {} : { [TOKEN_HEADER]: token },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new CommandError(
      `No Postern answers at ${endpoint}. Start it with: postern up (or name it with --endpoint-url or --data)`,
    );
  }
}

async function parseBody(response: Response, endpoint: string): Promise<{ message?: string }> {
  try {
    return (await response.json()) as { message?: string };
  } catch {
    throw new CommandError(`What answers at ${endpoint} is not Postern.`);
  }
}

/** Present with strict authentication only. */
function readToken(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'operator-token'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Userspace proxies in the middle of the plain path: what one would run in an endpoint's place. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Background, eventually, inside, isInstalled, run } from './commands.ts';
import { PORTS } from './load/conversation.ts';
import type { Path } from './load.ts';
import type { PlainPath } from './plainPath.ts';
import type { Undoing } from './undoing.ts';

/** A rival's path, or why there is none. */
export type Rival = Path | { readonly name: string; readonly skipped: string };

interface Proxy {
  readonly name: string;
  readonly program: string;
  configuration(address: string, target: string, directory: string): string;
  command(configurationFile: string): string[];
}

const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';

const NGINX: Proxy = {
  name: 'nginx stream',
  program: 'nginx',
  command: (file) => ['nginx', '-e', 'stderr', '-c', file],
  configuration: (address, target, directory) => {
    const load = existsSync(STREAM_MODULE) ? `load_module ${STREAM_MODULE};` : '';
    const servers = ports((port) => `server { listen ${address}:${port}; proxy_pass ${target}:${port}; }`);
    return `${load}
user root; daemon off; worker_processes auto; error_log stderr crit; pid ${directory}/nginx.pid;
events { worker_connections 4096; }
stream { ${servers} }
`;
  },
};

const HAPROXY: Proxy = {
  name: 'HAProxy',
  program: 'haproxy',
  command: (file) => ['haproxy', '-f', file],
  configuration: (address, target) => `global
  maxconn 4096
defaults
  mode tcp
  timeout connect 5s
  timeout client 60s
  timeout server 60s
${ports((port) => `listen p${port}\n  bind ${address}:${port}\n  server target ${target}:${port}\n`)}`,
};

/** Starts every rival that is installed. */
export async function startRivals(plain: PlainPath, directory: string, undoing: Undoing): Promise<Rival[]> {
  const rivals: Rival[] = [];
  for (const [index, proxy] of [NGINX, HAPROXY].entries()) {
    if (!isInstalled(proxy.program)) rivals.push({ name: proxy.name, skipped: 'not installed' });
    else rivals.push(await start(proxy, plain, plain.middleAddresses[index] as string, directory, undoing));
  }
  return rivals;
}

async function start(
  proxy: Proxy,
  plain: PlainPath,
  address: string,
  directory: string,
  undoing: Undoing,
): Promise<Rival> {
  const file = join(directory, `${proxy.program}.conf`);
  writeFileSync(file, proxy.configuration(address, plain.targetAddress, directory));
  const server = new Background(inside(plain.at('middle'), proxy.command(file)));
  undoing.add(() => server.stop());
  const path = { name: proxy.name, client: plain.at('client'), address };
  try {
    await eventually('it listens', 5_000, () => requireListening(plain, address));
    return path;
  } catch {
    await server.stop();
    return { name: proxy.name, skipped: `it does not start: ${server.lastWords}` };
  }
}

/** `ss` names the sockets that listen in the middle. */
async function requireListening(plain: PlainPath, address: string): Promise<void> {
  const sockets = await run(inside(plain.at('middle'), ['ss', '-ltnH']));
  if (!sockets.includes(`${address}:${PORTS.sink} `)) throw new Error('it does not listen');
}

function ports(text: (port: number) => string): string {
  return Object.values(PORTS).map(text).join('\n');
}

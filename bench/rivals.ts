/** Userspace proxies in the middle of the plain path: what one would run in an endpoint's place. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Background, eventually, inside, isInstalled, run } from './commands.ts';
import { HTTP_PORT, IPERF_PORT, type Path } from './load.ts';
import type { PlainPath } from './plainPath.ts';

export interface Rival {
  readonly path: Path;
  stop(): Promise<void>;
}

const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';

/** Starts a rival in the middle, or says why not. Only one listens at a time. */
export async function startRival(
  name: 'nginx stream' | 'HAProxy',
  plain: PlainPath,
  directory: string,
): Promise<Rival | string> {
  const program = name === 'HAProxy' ? 'haproxy' : 'nginx';
  if (!(await isInstalled(program))) return `${name} is not installed`;
  const configuration = join(directory, `${program}-rival.conf`);
  writeFileSync(configuration, name === 'HAProxy' ? haproxyConfiguration(plain) : nginxConfiguration(plain));
  const command = name === 'HAProxy' ? ['haproxy', '-f', configuration] : ['nginx', '-c', configuration];
  const server = new Background(plain.at('middle'), command);
  await eventually(
    () => `${name} listens (${server.lastWords})`,
    () => run(...inside(plain.at('middle'), ['curl', '-sf', `http://127.0.0.1:${HTTP_PORT}/`])),
  );
  return {
    path: { name, client: plain.at('client'), address: plain.middleAddress },
    stop: () => server.stop(),
  };
}

function nginxConfiguration(plain: PlainPath): string {
  const server = (port: number) => `server { listen ${port}; proxy_pass ${plain.targetAddress}:${port}; }`;
  return `load_module ${STREAM_MODULE};
daemon off; master_process off; pid off; error_log stderr crit; worker_rlimit_nofile 65536;
events { worker_connections 16384; }
stream { ${server(HTTP_PORT)} ${server(IPERF_PORT)} }
`;
}

function haproxyConfiguration(plain: PlainPath): string {
  const proxy = (port: number) => `listen p${port}
  bind :${port}
  server target ${plain.targetAddress}:${port}
`;
  return `global
  maxconn 4096
defaults
  mode tcp
  timeout connect 5s
  timeout client 60s
  timeout server 60s
${proxy(HTTP_PORT)}${proxy(IPERF_PORT)}`;
}

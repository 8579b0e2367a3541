/** The servers that every path ends at: nginx for HTTP, iperf3 for throughput. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Background, eventually, inside, run } from './commands.ts';
import { HTTP_PORT, IPERF_PORT } from './load.ts';

/** Starts both servers in a namespace and waits until they answer there. */
export async function startTarget(namespacePath: string, directory: string): Promise<Background[]> {
  const configuration = join(directory, `target-${Math.random().toString(36).slice(2)}.conf`);
  writeFileSync(configuration, nginxConfiguration(directory));
  const servers = [
    new Background(namespacePath, ['nginx', '-c', configuration]),
    new Background(namespacePath, ['iperf3', '-s', '-p', String(IPERF_PORT)]),
  ];
  await eventually(
    () => `the target serves (${servers[0]?.lastWords})`,
    () => run(...inside(namespacePath, ['curl', '-sf', `http://127.0.0.1:${HTTP_PORT}/`])),
  );
  return servers;
}

function nginxConfiguration(directory: string): string {
  return `daemon off; master_process off; pid off; error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path ${directory}; proxy_temp_path ${directory}; fastcgi_temp_path ${directory};
  uwsgi_temp_path ${directory}; scgi_temp_path ${directory};
  server { listen ${HTTP_PORT}; location / { return 200 "hello\\n"; } }
}
`;
}

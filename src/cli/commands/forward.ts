/** `postern forward INSTANCE LOCAL:HOST:PORT`: a port of this host that enters the VPC as that instance. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { enterCommand } from '../../dataplane/netns/enter.ts';
import { CommandError } from '../commandError.ts';
import { type DaemonOptions, findDaemon, withDaemonOptions } from '../daemonClient.ts';
import { parseRoute, type Route } from '../forward/route.ts';
import { findEntry } from '../instanceEntry.ts';

const RELAY = fileURLToPath(new URL('../forward/relay.js', import.meta.url));

export function addForward(program: Command): void {
  const command = program
    .command('forward')
    .description('listen on this host, and connect onward from inside an instance')
    .argument('<instance>', 'instance id, or its Name tag')
    .argument('<route>', '[BIND:]LOCAL:HOST:PORT; HOST is resolved by the VPC, LOCAL 0 takes a free port');
  withDaemonOptions(command).action(forward);
}

async function forward(instance: string, text: string, options: DaemonOptions): Promise<void> {
  const route = parseRoute(text);
  const entry = await findEntry(findDaemon(options), instance);
  const server = await listen(route);
  const { address, port } = server.address() as net.AddressInfo;
  const relay = startRelay(enterCommand({ ...entry, command: [process.execPath, RELAY] }));
  await handOver(relay, route, server);
  console.log(`Forwarding ${address}:${port} to ${route.host}:${route.port} as ${instance}. Ctrl-C ends it.`);
  await untilEnd(relay);
}

async function listen({ bind, localPort }: Route): Promise<net.Server> {
  const server = net.createServer({ pauseOnConnect: true });
  server.listen(localPort, bind);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CommandError(`Cannot listen on ${bind}:${localPort}: ${(error as Error).message}`);
  }
  return server;
}

/** Standard input stays ours: the relay only needs its channel. */
function startRelay([file = '', ...argv]: readonly string[]): ChildProcess {
  return spawn(file, argv, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** From here on the relay alone accepts. */
async function handOver(relay: ChildProcess, route: Route, server: net.Server): Promise<void> {
  const ready = once(relay, 'message');
  const failed = once(relay, 'exit').then(() => {
    throw new CommandError('The relay inside the instance did not start.');
  });
  relay.send(route as never, server);
  await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  server.close();
}

async function untilEnd(relay: ChildProcess): Promise<void> {
  const ended = once(relay, 'exit');
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked = true;
      relay.disconnect();
    });
  }
  await ended;
  if (!asked) throw new CommandError('The instance is gone, and with it the way in.');
}

/**
 * The half of `postern forward` that runs inside the instance: gets the host's listening socket from its
 * parent (sockets keep the namespace they were made in) and connects onward from here, with the VPC's DNS.
 */
import net from 'node:net';
import type { Route } from './route.ts';

/** Connections at once; further ones are closed at once. */
const MAX_CONNECTIONS = 1024;

process.on('message', (route: Route, server: net.Server) => {
  server.maxConnections = MAX_CONNECTIONS;
  // The transferred server forgot this option: each direction ends by itself.
  Object.assign(server, { allowHalfOpen: true });
  server.on('connection', (client) => join(client, route));
  process.send?.('listening');
});
process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the parent too, which ends this process in its own way.
process.on('SIGINT', () => undefined);

function join(client: net.Socket, { host, port }: Route): void {
  const upstream = net.connect({ host, port, allowHalfOpen: true });
  const cut = (error: Error) => {
    if (upstream.connecting) console.error(`${host}:${port}: ${error.message}`);
    client.resetAndDestroy();
    upstream.destroy();
  };
  upstream.on('error', cut);
  client.on('error', () => upstream.destroy());
  upstream.once('connect', () => {
    client.pipe(upstream);
    upstream.pipe(client);
  });
}

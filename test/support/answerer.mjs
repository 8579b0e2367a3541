/**
 * Runs inside an instance and answers on TCP and UDP: `NAME sees ADDRESS`.
 *
 *   answerer.mjs NAME PORT,PORT… ADDRESS…
 */
import dgram from 'node:dgram';
import net from 'node:net';

const [name, ports = '', ...addresses] = process.argv.slice(2);

function said(address) {
  return `${name} sees ${address.replace('::ffff:', '')}`;
}

async function answer(port) {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(said(socket.remoteAddress ?? ''));
  });
  await new Promise((done) => server.listen(port, '::', done));
  // A socket for all addresses would answer under whichever the routes say.
  for (const address of addresses) {
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (_, from) => socket.send(said(from.address), from.port, from.address));
    await new Promise((done) => socket.bind(port, address, done));
  }
}

for (const port of ports.split(',')) await answer(Number(port));
console.log('up');

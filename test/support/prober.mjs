/**
 * Runs inside an instance and sends, all at once, what it is told to; prints a line of JSON for each answer or its absence.
 *
 *   prober.mjs '[{"id":1,"protocol":6,"destination":"10.0.0.5","port":80,"patienceMs":1000}, …]'
 *
 * A probe may have a `source`. Printed: `{"id":1,"outcome":"answered","text":"i-1 sees 10.0.0.9"}`; `refused`, `silence`.
 */
import dgram from 'node:dgram';
import net from 'node:net';

const probes = JSON.parse(process.argv[2] ?? '[]');

function tell(id, outcome, text = '') {
  console.log(JSON.stringify({ id, outcome, text }));
}

function connect({ id, destination, port, source, patienceMs }) {
  const options = { host: destination, port, localAddress: source, timeout: patienceMs };
  const socket = net.connect(options);
  const end = (outcome, text) => {
    socket.removeAllListeners().on('error', () => undefined);
    socket.destroy();
    tell(id, outcome, text);
  };
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('end', () => end('answered', heard));
  socket.on('timeout', () => end('silence', ''));
  // A source of which the kernel's routes say nothing is an error of its own, before anything is sent.
  socket.on('error', (error) => end('refused', error.code));
}

function send({ id, destination, port, source, patienceMs }) {
  const socket = dgram.createSocket(destination.includes(':') ? 'udp6' : 'udp4');
  const end = (outcome, text) => {
    clearTimeout(timer);
    socket.removeAllListeners().on('error', () => undefined);
    socket.close();
    tell(id, outcome, text);
  };
  const timer = setTimeout(() => end('silence', ''), patienceMs);
  socket.on('message', (message) => end('answered', String(message)));
  socket.on('error', (error) => end('refused', error.code));
  socket.bind(0, source, () => socket.connect(port, destination, () => socket.send('hello')));
}

for (const probe of probes) (probe.protocol === 6 ? connect : send)(probe);

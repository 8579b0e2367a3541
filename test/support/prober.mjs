/**
 * Runs inside an instance and sends, all at once, what it is told to; prints a line of JSON for each answer or its absence.
 *
 *   prober.mjs '[{"id":1,"protocol":6,"destination":"10.0.0.5","port":80,"patienceMs":1000}, …]'
 *
 * Of protocol 1 an echo request is sent; there may be one to a destination. A probe may have a `source`.
 * Printed: `{"id":1,"outcome":"answered","text":"i-1 sees 10.0.0.9"}`; `refused`, `silence`.
 */
import dgram from 'node:dgram';
import { createRequire } from 'node:module';
import net from 'node:net';

const probes = JSON.parse(process.argv[2] ?? '[]');

let untold = probes.length;

function tell(id, outcome, text = '') {
  console.log(JSON.stringify({ id, outcome, text }));
  untold -= 1;
  if (untold === 0) process.exit();
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
  const connected = (error) => (error ? end('refused', error.code) : socket.send('hello'));
  socket.bind(0, source, () => socket.connect(port, destination, connected));
}

/** All that comes is for all who ask: an answer is told by whom it comes from, an error by whom it is about. */
function echo(asked) {
  if (asked.length === 0) return;
  const raw = createRequire(import.meta.url)('./rawSockets.cjs');
  const waiting = new Map(asked.map((probe) => [probe.destination, probe]));
  const end = (address, outcome) => {
    const probe = waiting.get(address);
    if (probe) tell(probe.id, outcome, 'echo');
    waiting.delete(address);
  };
  raw.listen(1, (packet) => {
    const text = raw.icmpText(packet);
    const [, from] = /^icmp 0\/0 from (\S+)/.exec(text) ?? [];
    // Where ports would be there is the type, 8.
    const [, about] = / about \S+:2048 > (\S+):/.exec(text) ?? [];
    if (from) end(from, 'answered');
    else if (about) end(about, 'refused');
  });
  for (const { destination, source, patienceMs } of asked) {
    raw.sendIcmp(destination, 8, 0, { source });
    setTimeout(() => end(destination, 'silence'), patienceMs);
  }
}

const isEcho = ({ protocol }) => protocol === 1;
for (const probe of probes.filter((each) => !isEcho(each))) (probe.protocol === 6 ? connect : send)(probe);
echo(probes.filter(isEcho));

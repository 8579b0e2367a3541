/**
 * What the tour runs inside an instance: one look at the network from there, printed as one JSON line.
 *
 *   probe connect HOST PORT      {"outcome": "connected" | error code, "ms": …}
 *   probe lookup NAME            {"addresses": […], "servers": […]}
 *   probe get URL COUNT          {"bodies": {…}, "answered": …, "medianMs": …}, a new connection each time
 *   probe hold URL               {"opened": true}, then {"bytes": …, "ended": error code or "closed"}
 */
import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';

const TIMEOUT_MS = 2000;
/** A held response counts as flowing from here on. */
const OPENED_AFTER_BYTES = 10;

async function main([action, ...words]: readonly string[]): Promise<void> {
  const [where = '', number = '1'] = words;
  if (action === 'connect') print(await connect(where, Number(number)));
  else if (action === 'lookup') print(await lookup(where));
  else if (action === 'get') print(await getMany(where, Number(number)));
  else if (action === 'hold') print(await hold(where));
}

function connect(host: string, port: number): Promise<object> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: TIMEOUT_MS });
    const end = (outcome: string) => {
      socket.destroy();
      resolve({ outcome, ms: performance.now() - begin });
    };
    socket.once('connect', () => end('connected'));
    socket.once('timeout', () => end('ETIMEDOUT'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/** As every program on the machine resolves: getaddrinfo and /etc/resolv.conf. */
async function lookup(name: string): Promise<object> {
  const found = await dns.promises.lookup(name, { all: true }).catch(() => []);
  return { addresses: found.map(({ address }) => address), servers: dns.getServers() };
}

async function getMany(url: string, count: number): Promise<object> {
  const times: number[] = [];
  const bodies: Record<string, number> = {};
  for (let request = 0; request < count; request++) {
    const begin = performance.now();
    const body = await get(url);
    times.push(performance.now() - begin);
    bodies[body] = (bodies[body] ?? 0) + 1;
  }
  times.sort((a, b) => a - b);
  return { bodies, answered: times.length, medianMs: times[times.length >> 1] };
}

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    request.on('timeout', () => request.destroy(new Error('ETIMEDOUT')));
    request.on('error', reject);
  });
}

function hold(url: string): Promise<object> {
  let bytes = 0;
  return new Promise((resolve) => {
    const end = (ended: string) => resolve({ bytes, ended });
    http
      .get(url, { agent: false }, (response) => {
        response.on('data', (chunk) => {
          if (bytes < OPENED_AFTER_BYTES && bytes + chunk.length >= OPENED_AFTER_BYTES)
            print({ opened: true });
          bytes += chunk.length;
        });
        response.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
        response.on('end', () => end('closed'));
      })
      .on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

function print(seen: object): void {
  process.stdout.write(`${JSON.stringify(seen)}\n`);
}

await main(process.argv.slice(2)).catch((error: NodeJS.ErrnoException) => {
  print({ error: error.code ?? error.message });
  process.exitCode = 1;
});

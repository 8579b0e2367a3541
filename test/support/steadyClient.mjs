/**
 * Runs inside an instance: a download that does not end and requests on one kept connection, until SIGTERM.
 *
 *   steadyClient.mjs URL NAME
 *
 * Prints `{}` once both run, and at the end what became of them; NAME is resolved anew all the time.
 */
import dns from 'node:dns';
import http from 'node:http';

const [url, name] = process.argv.slice(2);
const seen = {
  requests: 0,
  requestErrors: [],
  connections: 0,
  streamBytes: 0,
  streamEnds: [],
  lookups: 0,
  lookupErrors: [],
};
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const PAUSE_MS = 40;

function request() {
  const sent = http.get(url, { agent, timeout: 5000 }, (response) => {
    response.resume();
    response.on('end', () => {
      seen.requests += 1;
      setTimeout(request, PAUSE_MS);
    });
  });
  sent.on('socket', (socket) => {
    if (socket.counted) return;
    socket.counted = true;
    seen.connections += 1;
  });
  sent.on('timeout', () => sent.destroy(new Error('timeout')));
  sent.on('error', (error) => {
    seen.requestErrors.push(error.message);
    setTimeout(request, PAUSE_MS);
  });
}

function stream() {
  const ended = (reason) => seen.streamEnds.push(reason);
  const sent = http.get(`${url}stream`, { agent: false }, (response) => {
    response.on('data', (chunk) => {
      seen.streamBytes += chunk.length;
    });
    response.on('end', () => ended('end'));
    response.on('error', (error) => ended(error.message));
  });
  sent.on('error', (error) => ended(error.message));
}

async function resolve() {
  try {
    await new dns.promises.Resolver({ timeout: 2000, tries: 1 }).resolve4(name);
    seen.lookups += 1;
  } catch (error) {
    seen.lookupErrors.push(error.code);
  }
  setTimeout(resolve, PAUSE_MS);
}

request();
stream();
resolve();
const opening = setInterval(() => {
  if (seen.requests === 0 || seen.streamBytes === 0 || seen.lookups === 0) return;
  clearInterval(opening);
  process.stdout.write('{}\n');
}, 20);
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit(0));
});

/**
 * Stays inside a namespace and asks there what it is told to, a line of JSON each: many questions cost one process. Says
 * what came, or `silence` after `waitMs`; questions run side by side.
 */
const { connect } = require('node:net');
const { createSocket } = require('node:dgram');
const { createInterface } = require('node:readline');
const { listen, send, sendIcmp } = require('./rawSockets.cjs');

/** Each begins to ask, tells `say` what comes, and gives what ends it. */
const KINDS = {
  /** What a server says first, to its first line's end. */
  tcp({ to, ...options }, say) {
    const socket = connect({ host: to, ...options });
    socket.on('data', (data) => say(String(data).split('\n')[0]));
    socket.on('error', ({ code }) => say(code));
    return () => socket.destroy();
  },
  udp({ to, port }, say) {
    const socket = createSocket('udp4', (data) => say(String(data)));
    socket.on('error', ({ code }) => say(code));
    socket.connect(port, to, () => socket.send('ask'));
    return () => socket.close();
  },
  echo({ to }, say, identifier) {
    const end = listen(1, (packet) => {
      if (packet[20] === 0 && packet.readUInt16BE(24) === identifier) say('yes');
    });
    sendIcmp(to, 8, 0, { identifier });
    return end;
  },
  icmp({ to, type, code }, say, identifier) {
    sendIcmp(to, type, code, { identifier });
    setImmediate(say, 'sent');
    return () => undefined;
  },
  packet({ to, protocol }, say) {
    send(protocol, to, Buffer.from('ask'));
    setImmediate(say, 'sent');
    return () => undefined;
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, kind, waitMs, ...question } = JSON.parse(line);
  const timer = setTimeout(say, waitMs, 'silence');
  let isOver = false;
  // The kernel tracks echoes by their identifier: no question is taken for an earlier one.
  const end = KINDS[kind](question, say, (process.pid + 7 * id) & 0xffff);
  function say(text) {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    end();
    console.log(JSON.stringify({ id, text }));
  }
});

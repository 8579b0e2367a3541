/** Program: the one process that every path ends at. It serves until its standard input closes. */
import { CHUNK_BYTES, END, PORTS, REQUEST, RESPONSE, type Service } from './conversation.ts';
import { PollSet, READABLE, WRITABLE } from './pollSet.ts';
import { acceptFrom, BROKEN, hangUp, listenOn, NOT_NOW, receiveFrom, sendTo } from './sockets.ts';

const STANDARD_INPUT = 0;
const MOST_CONNECTIONS = 4096;
const zeros = Buffer.alloc(CHUNK_BYTES);
const taken = Buffer.alloc(CHUNK_BYTES);

/** What to do with a connection that has something; false when it is over. */
const SERVE: Readonly<Record<Service, (fd: number) => boolean>> = {
  answer: (fd) => receiveFrom(fd, taken) === REQUEST.length && sendTo(fd, RESPONSE) > 0,
  answerOnce: (fd) => {
    if (receiveFrom(fd, taken) === REQUEST.length) sendTo(fd, RESPONSE);
    return false;
  },
  source: (fd) => sendTo(fd, zeros) !== BROKEN,
  sink: (fd) => {
    const size = receiveFrom(fd, taken);
    if (size === NOT_NOW) return true;
    if (size > 0 && taken[size - 1] === END) sendTo(fd, Buffer.of(END));
    return size > 0;
  },
};

const waiting = new PollSet(MOST_CONNECTIONS);
const services = new Map<number, Service>();
const listeners = new Map<number, Service>();

waiting.add(STANDARD_INPUT, READABLE);
for (const service of Object.keys(PORTS) as Service[]) {
  const fd = listenOn(PORTS[service]);
  listeners.set(fd, service);
  waiting.add(fd, READABLE);
}
process.stdout.write('serving\n');
serve();

function serve(): void {
  for (;;) {
    waiting.wait(-1);
    if (waiting.happenedAt(0) !== 0) return;
    // Backwards: what is removed is replaced by what has had its turn.
    for (let place = waiting.size - 1; place > 0; place--) {
      if (waiting.happenedAt(place) !== 0) serveAt(place);
    }
  }
}

function serveAt(place: number): void {
  const fd = waiting.fdAt(place);
  const offered = listeners.get(fd);
  if (offered) accept(fd, offered);
  else if (!SERVE[services.get(fd) as Service](fd)) {
    waiting.remove(place);
    hangUp(fd);
  }
}

function accept(listener: number, service: Service): void {
  for (let fd = acceptFrom(listener); fd >= 0; fd = acceptFrom(listener)) {
    services.set(fd, service);
    waiting.add(fd, service === 'source' ? WRITABLE : READABLE);
  }
}

/** Packets sent by real sockets, all of a batch at once, and what their senders hear. */
import { PollSet, READABLE, WRITABLE } from '../../../bench/load/pollSet.ts';
import {
  close,
  connect,
  DATAGRAM,
  errorOf,
  insideOf,
  localPort,
  RAW,
  receive,
  STREAM,
  send,
  socketAt,
} from './kernelCalls.ts';
import { acceptedBy, answerDatagrams, type Listener } from './listeners.ts';
import { numberIn, payloadOf } from './sighting.ts';

export interface Probe {
  /** No two of a run have the same. */
  readonly number: number;
  readonly namespace: string;
  readonly path: string;
  readonly protocol: 1 | 6 | 17;
  readonly source: string;
  readonly destination: string;
  /** TCP and UDP. */
  readonly port: number;
}

export type Outcome = 'answered' | 'refused' | 'silence';

export interface Heard {
  readonly outcome: Outcome;
  readonly sourcePort: number;
}

interface Sender {
  readonly probe: Probe;
  readonly fd: number;
  readonly sourcePort: number;
  outcome: Outcome | undefined;
  connected: boolean;
}

/** Nothing has been heard of for so long: what was sent has got where it gets. */
const QUIET_MS = 40;
const LEAST_MS = 60;
const MOST_MS = 3000;
const [TCP, UDP, ICMP] = [6, 17, 1];

/**
 * Sends them all, and answers at the listeners meanwhile.
 *
 * @param patience how many times longer than usual silence has to last
 */
export function sendAll(
  probes: readonly Probe[],
  listeners: readonly Listener[],
  patience = 1,
): Map<Probe, Heard> {
  const accepted: number[] = [];
  const senders = probes.map(begin);
  try {
    new Conversation(senders, listeners, accepted).run(patience);
    return new Map(
      senders.map(({ probe, outcome = 'silence', sourcePort }) => [probe, { outcome, sourcePort }]),
    );
  } finally {
    for (const { fd } of senders) close(fd);
    for (const fd of accepted) close(fd);
  }
}

function begin(probe: Probe): Sender {
  return insideOf(probe.path, () => {
    const type = probe.protocol === TCP ? STREAM : probe.protocol === UDP ? DATAGRAM : RAW;
    const fd = socketAt(type, probe.source, 0, true);
    const sourcePort = type === RAW ? probe.number & 0xffff : localPort(fd);
    const error = connect(fd, probe.destination, type === RAW ? 0 : probe.port) ?? firstWords(probe, fd);
    return { probe, fd, sourcePort, outcome: error ? ('refused' as const) : undefined, connected: false };
  });
}

function firstWords(probe: Probe, fd: number): string | undefined {
  if (probe.protocol === TCP) return undefined;
  return send(fd, probe.protocol === UDP ? payloadOf(probe.number, false) : echoRequest(probe.number));
}

class Conversation {
  readonly #senders: readonly Sender[];
  readonly #listeners: readonly Listener[];
  readonly #accepted: number[];

  constructor(senders: readonly Sender[], listeners: readonly Listener[], accepted: number[]) {
    this.#senders = senders;
    this.#listeners = listeners;
    this.#accepted = accepted;
  }

  run(patience: number): void {
    const began = performance.now();
    let lastHeard = began;
    for (;;) {
      if (this.#step(QUIET_MS / 4)) lastHeard = performance.now();
      const now = performance.now();
      const open = this.#senders.some(({ outcome }) => outcome === undefined);
      const quiet = now - lastHeard > QUIET_MS * patience && now - began > LEAST_MS * patience;
      if (!open || quiet || now - began > MOST_MS * patience) return;
    }
  }

  /** Whether anything has happened. */
  #step(waitMs: number): boolean {
    const waiting = this.#senders.filter(({ outcome }) => outcome === undefined);
    const set = new PollSet(waiting.length + this.#listeners.length + this.#accepted.length);
    for (const sender of waiting) set.add(sender.fd, wantedOf(sender));
    for (const { fd } of this.#listeners) set.add(fd, READABLE);
    const accepted = [...this.#accepted];
    for (const fd of accepted) set.add(fd, READABLE);
    if (set.wait(Math.ceil(waitMs)) <= 0) return false;
    let place = 0;
    for (const sender of waiting) if (set.happenedAt(place++)) hear(sender);
    for (const listener of this.#listeners) if (set.happenedAt(place++)) this.#serve(listener);
    const over = accepted.filter((fd) => set.happenedAt(place++) && !answerStream(fd));
    for (const fd of over) {
      this.#accepted.splice(this.#accepted.indexOf(fd), 1);
      close(fd);
    }
    return true;
  }

  #serve({ fd, type }: Listener): void {
    if (type === DATAGRAM) answerDatagrams(fd);
    else this.#accepted.push(...acceptedBy(fd));
  }
}

function wantedOf({ probe, connected }: Sender): number {
  return probe.protocol === TCP && !connected ? WRITABLE : READABLE;
}

function hear(sender: Sender): void {
  const { probe, fd } = sender;
  if (probe.protocol === TCP && !sender.connected) {
    if (errorOf(fd)) sender.outcome = 'refused';
    else send(fd, payloadOf(probe.number, false));
    sender.connected = true;
    return;
  }
  const got = receive(fd);
  if (got === undefined) return;
  if (typeof got === 'string') sender.outcome = 'refused';
  else sender.outcome = probe.protocol === ICMP ? echoOutcome(probe, got.bytes) : outcomeOf(probe, got.bytes);
}

function outcomeOf({ number }: Probe, bytes: Buffer): Outcome {
  // The end of a stream without an answer: the connection has been reset or given up.
  return numberIn(bytes) === number ? 'answered' : 'refused';
}

/** False: the connection is over. */
function answerStream(fd: number): boolean {
  const got = receive(fd);
  if (got === undefined) return true;
  const number = typeof got === 'string' ? undefined : numberIn(got.bytes);
  if (number === undefined) return false;
  send(fd, payloadOf(number, true));
  return true;
}

const [ECHO_REPLY, ECHO_REQUEST] = [0, 8];

function echoRequest(number: number): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(8), payloadOf(number, false)]);
  bytes[0] = ECHO_REQUEST;
  bytes.writeUInt16BE(number & 0xffff, 4);
  bytes.writeUInt16BE(checksumOf(bytes), 2);
  return bytes;
}

/** A raw socket hears all of ICMP that its peer sends: undefined for what is not the probe's. */
function echoOutcome({ number }: Probe, bytes: Buffer): Outcome | undefined {
  const icmp = bytes.subarray(((bytes[0] as number) & 15) * 4);
  return icmp[0] === ECHO_REPLY && numberIn(icmp.subarray(8)) === number ? 'answered' : undefined;
}

function checksumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** Traces packets, answers and whole exchanges through the namespaces of a program. */

import { everyWay } from './chance.ts';
import type { Chooser, Exchange, PacketTracer, Start, Trace, TraceOptions, Verdict } from './journey.ts';
import { answerTo, asSent, type Packet, type Sending, TCP } from './packet.ts';
import { senderAt, sourceOf } from './sender.ts';
import { refusalOf, tellingOf } from './telling.ts';
import { Tracking } from './tracking.ts';
import { type Entry, walk } from './walk.ts';
import { type Namespaces, World } from './world.ts';

const FIRST: Chooser = () => 0;

export class Tracer implements PacketTracer {
  readonly #world: World;

  /** @param namespaces as they are now, and as long as this tracer is used */
  constructor(namespaces: Namespaces) {
    this.#world = new World(namespaces);
  }

  trace(start: Start, sending: Sending, options: TraceOptions = {}): Trace {
    const sender = senderAt(start, this.#world);
    const source = sending.source ?? sender.address ?? sourceOf(sender.namespace, sending, this.#world);
    return this.#walk({ namespace: sender.namespace, packet: asSent(sending, source) }, options);
  }

  reply(to: Trace, options: TraceOptions = {}): Trace | undefined {
    const { verdict, packet, connections } = to;
    const known = { ...options, connections: options.connections ?? connections };
    const answer = isTaken(verdict) ? (options.isClosed ? refusalOf(packet) : answerTo(packet)) : undefined;
    if (answer) return this.#walk({ ...this.#answering(verdict), packet: answer }, known);
    const tracking = new Tracking(known.connections);
    const telling = tellingOf(to, this.#world, tracking);
    return telling && walk(telling, this.#world, tracking, options.choose ?? FIRST);
  }

  exchange(start: Start, sending: Sending, options: TraceOptions = {}): Exchange {
    const request = this.trace(start, sending, options);
    const answer = this.reply(request, options);
    if (!answer) return { outcome: isToldAtOnce(request) ? 'refused' : 'silence', request };
    if (!isBack(answer, request)) return { outcome: 'silence', request, answer };
    if (!isTaken(request.verdict) || isRefusal(answer.packet)) return { outcome: 'refused', request, answer };
    if (request.packet.protocol !== TCP) return { outcome: 'answered', request, answer };
    const confirmation = this.#walk(confirmationOf(request), { ...options, connections: answer.connections });
    const isThere = confirmation.verdict.kind === request.verdict.kind;
    return { outcome: isThere ? 'answered' : 'silence', request, answer, confirmation };
  }

  everyTrace(start: Start, sending: Sending): readonly Trace[] {
    return everyWay((choose) => this.trace(start, sending, { choose }));
  }

  everyExchange(start: Start, sending: Sending, options: TraceOptions = {}): readonly Exchange[] {
    return everyWay((choose) => this.exchange(start, sending, { ...options, choose }));
  }

  /** Where the answer begins: what has left by a link is answered by it. */
  #answering(verdict: Verdict): { readonly namespace: string; readonly in?: string } {
    const { namespace } = verdict;
    if (verdict.kind !== 'left') return { namespace };
    const objects = this.#world.objectsOf(namespace);
    const isWithin = objects && this.#world.farEnd(objects, verdict.device);
    return isWithin ? { namespace } : { namespace, in: verdict.device };
  }

  #walk(entry: Entry, { connections, choose = FIRST }: TraceOptions): Trace {
    return walk(entry, this.#world, new Tracking(connections), choose);
  }
}

/** Somebody has it who may answer; beyond what the program describes somebody is taken to. */
function isTaken(verdict: Verdict): boolean {
  return (
    verdict.kind === 'answered' || verdict.kind === 'left' || (verdict.kind === 'delivered' && verdict.own)
  );
}

/** TCP's third packet: the same addresses as the first one. */
function confirmationOf({ hops }: Trace): Entry {
  const [first] = hops;
  const packet = first?.arrived as Packet;
  return { namespace: first?.namespace ?? '', packet: { ...packet, flags: ['ack'] } };
}

function isRefusal({ flags, about }: Packet): boolean {
  return about !== undefined || flags?.includes('rst') === true;
}

/** The answer has come to where the request began, looking like an answer to it. */
function isBack(answer: Trace, request: Trace): boolean {
  const [first] = request.hops;
  const { verdict, packet } = answer;
  const isThere = isTaken(verdict);
  if (!first || !isThere || verdict.namespace !== first.namespace) return false;
  const about = packet.about;
  if (about)
    return about.destination === first.arrived.destination && packet.destination === first.arrived.source;
  return packet.source === first.arrived.destination && packet.destination === first.arrived.source;
}

/** The sender's own kernel says so before anything has left. */
function isToldAtOnce({ verdict, hops }: Trace): boolean {
  return hops.length === 1 && verdict.kind === 'noRoute';
}

/** Traces packets, answers and whole exchanges through the namespaces of a program. */

import { everyWay } from './chance.ts';
import type { Chooser, Exchange, PacketTracer, Start, Trace, TraceOptions } from './journey.ts';
import { answerTo, asSent, type Packet, type Sending, TCP } from './packet.ts';
import { senderAt, sourceOf } from './sender.ts';
import { tellingOf } from './telling.ts';
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
    const isTaken = verdict.kind === 'answered' || (verdict.kind === 'delivered' && verdict.own);
    const answer = isTaken ? answerTo(packet) : undefined;
    if (answer) return this.#walk({ namespace: verdict.namespace, packet: answer }, known);
    const tracking = new Tracking(known.connections);
    const telling = tellingOf(to, this.#world, tracking);
    return telling && walk(telling, this.#world, tracking, options.choose ?? FIRST);
  }

  exchange(start: Start, sending: Sending, options: TraceOptions = {}): Exchange {
    const request = this.trace(start, sending, options);
    const answer = this.reply(request, options);
    if (!answer) return { outcome: isToldAtOnce(request) ? 'refused' : 'silence', request };
    if (!isBack(answer, request)) return { outcome: 'silence', request, answer };
    if (request.verdict.kind !== 'delivered' && request.verdict.kind !== 'answered')
      return { outcome: 'refused', request, answer };
    if (request.packet.protocol !== TCP) return { outcome: 'answered', request, answer };
    const confirmation = this.#walk(confirmationOf(request), { ...options, connections: answer.connections });
    const isTaken = confirmation.verdict.kind === request.verdict.kind;
    return { outcome: isTaken ? 'answered' : 'silence', request, answer, confirmation };
  }

  everyTrace(start: Start, sending: Sending): readonly Trace[] {
    return everyWay((choose) => this.trace(start, sending, { choose }));
  }

  everyExchange(start: Start, sending: Sending): readonly Exchange[] {
    return everyWay((choose) => this.exchange(start, sending, { choose }));
  }

  #walk(entry: Entry, { connections, choose = FIRST }: TraceOptions): Trace {
    return walk(entry, this.#world, new Tracking(connections), choose);
  }
}

/** TCP's third packet: the same addresses as the first one. */
function confirmationOf({ hops }: Trace): Entry {
  const [first] = hops;
  const packet = first?.arrived as Packet;
  return { namespace: first?.namespace ?? '', packet: { ...packet, flags: ['ack'] } };
}

/** The answer has come to where the request began, looking like an answer to it. */
function isBack(answer: Trace, request: Trace): boolean {
  const [first] = request.hops;
  const { verdict, packet } = answer;
  const isThere = verdict.kind === 'delivered' || verdict.kind === 'answered';
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

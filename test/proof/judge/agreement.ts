/** Whether what became of a packet is one of the things that trace says may become of it. */
import type { Exchange, Trace } from '../../../src/program/trace/journey.ts';
import { TCP } from '../../../src/program/trace/packet.ts';
import type { Outcome } from '../wire/probes.ts';
import type { Sighting } from '../wire/sighting.ts';

/** What a real kernel did with a packet and with its answer. */
export interface Observation {
  readonly outcome: Outcome;
  readonly ask: readonly Sighting[];
  readonly answer: readonly Sighting[];
}

/** As text, so that two tellings are compared as wholes, and shown. */
export interface Telling {
  readonly outcome: Outcome;
  /** One line for each time that the packet passes a device, in no order. */
  readonly ask: readonly string[];
  readonly answer: readonly string[];
}

/**
 * @param carried whether the flow cache carries packets: answers on a way of its own, and through the fabric without
 * anybody's seeing it leave
 */
export function told(exchange: Exchange, carried: boolean): Telling {
  const { request, answer } = exchange;
  // That nobody has an address is told after three seconds, for which no probe waits.
  const outcome = request.verdict.kind === 'noNeighbour' ? 'silence' : exchange.outcome;
  const answers = isSeen(request) && !carried ? answer : undefined;
  return { outcome, ask: asked(passages(request), carried), answer: answers ? passages(answers) : [] };
}

export function seen({ outcome, ask, answer }: Observation, carried: boolean): Telling {
  return { outcome, ask: asked(lines(ask), carried), answer: carried ? [] : lines(answer) };
}

export function agrees(telling: Telling, possible: readonly Telling[]): boolean {
  const text = JSON.stringify(telling);
  return possible.some((each) => JSON.stringify(each) === text);
}

function asked(texts: string[], carried: boolean): string[] {
  return carried ? texts.filter((text) => !text.startsWith('fabric out ')) : texts;
}

/** Whether the watchers can tell what is said to it: an answer or a reset, but no error of ICMP. */
function isSeen({ verdict, packet }: Trace): boolean {
  return (
    (verdict.kind === 'delivered' && verdict.own) || (verdict.kind === 'rejected' && packet.protocol === TCP)
  );
}

function passages({ hops }: Trace): string[] {
  const sightings = hops.flatMap(({ namespace, in: from, out: to, arrived, left }) => [
    ...(from ? [{ namespace, device: from, direction: 'in' as const, ...arrived, mark: '' }] : []),
    ...(to ? [{ namespace, device: to, direction: 'out' as const, ...left, mark: '' }] : []),
  ]);
  return lines(sightings);
}

function lines(sightings: readonly Sighting[]): string[] {
  const texts = sightings.filter(({ device }) => device !== 'lo').map(line);
  return [...new Set(texts)].sort();
}

function line({
  namespace,
  device,
  direction,
  source,
  destination,
  sourcePort,
  destinationPort,
}: Sighting): string {
  const [from, to] = [withPort(source, sourcePort), withPort(destination, destinationPort)];
  return `${namespace} ${direction} ${device}: ${from} → ${to}`;
}

function withPort(address: string, port: number | undefined): string {
  return port === undefined ? address : `${address}:${port}`;
}

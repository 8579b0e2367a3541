/** A packet in one namespace: its hooks and its routing, in the kernel's order. */
import { nameOfOperator } from '../namespaceKinds.ts';
import type { LinkEnd } from '../render/objects.ts';
import { familyOf } from './blocks.ts';
import type { Stop } from './chains.ts';
import { runHook } from './hooks.ts';
import type { RouteStep, Verdict } from './journey.ts';
import { type FoundRoute, forwards, type NamespaceObjects } from './namespaceObjects.ts';
import { isNeighbour } from './neighbours.ts';
import type { Passage } from './passage.ts';
import { LOCAL_TABLE, type Route } from './routes.ts';
import type { Tracking } from './tracking.ts';
import type { World } from './world.ts';

/** It is at its end, or goes on at that end of a link. */
export type Outcome = { readonly verdict: Verdict } | { readonly to: LinkEnd };

interface Parts {
  readonly world: World;
  readonly tracking: Tracking;
  readonly timeToLive: number;
}

export const LOOPBACK = 'lo';

/** The namespace's own packet. */
export function send(passage: Passage, parts: Parts): Outcome {
  const before = passage.packet.destination;
  const found = routeOf(passage, LOOPBACK);
  if (!leads(found)) return noRoute(passage, found);
  passage.out = deviceOf(found);
  const stop = runHook('output', passage, parts.tracking);
  if (stop) return stopped(passage, stop);
  if (!isRoutedAgain(passage, before)) return leave(passage, found, parts);
  const again = routeOf(passage, LOOPBACK);
  return leads(again) ? leave(passage, again, parts) : noRoute(passage, again);
}

export function arrive(passage: Passage, parts: Parts): Outcome {
  const stop = runHook('prerouting', passage, parts.tracking);
  if (stop) return stopped(passage, stop);
  const { source, destination } = passage.packet;
  // IPv4 alone holds it against a packet that it bears an address of the receiver's own.
  const forged = passage.in !== LOOPBACK && familyOf(source) === 4 && passage.objects.isLocal(source);
  if (forged)
    return {
      verdict: { kind: 'noRoute', namespace: passage.namespace, by: ownAddress(source) },
    };
  const found = routeOf(passage, passage.in ?? LOOPBACK);
  if (found?.route.type === 'local') return receive(passage, parts);
  if (nameOfOperator(passage.namespace) !== undefined) return left(passage);
  return forwards(passage.objects, familyOf(destination))
    ? forward(passage, found, parts)
    : handedOver(passage, false);
}

function receive(passage: Passage, { tracking }: Parts): Outcome {
  const stop = runHook('input', passage, tracking);
  if (stop) return stopped(passage, stop);
  tracking.confirm(passage);
  const { destination: address } = passage.packet;
  if (!forwards(passage.objects, familyOf(address))) return handedOver(passage, true);
  return { verdict: { kind: 'answered', namespace: passage.namespace, address } };
}

function forward(passage: Passage, found: FoundRoute | undefined, parts: Parts): Outcome {
  if (found?.route.type !== 'unicast') return noRoute(passage, found);
  const { namespace } = passage;
  if (parts.timeToLive <= 1) return { verdict: { kind: 'expired', namespace } };
  passage.out = deviceOf(found);
  const mtu = mtuOf(found.route, passage.objects);
  const { length = 0, dontFragment, source } = passage.packet;
  // IPv6 leaves cutting to the sender.
  if (length > mtu && (dontFragment || familyOf(source) === 6))
    return { verdict: { kind: 'tooBig', namespace, device: passage.out, mtu } };
  const stop = runHook('forward', passage, parts.tracking);
  return stop ? stopped(passage, stop) : leave(passage, found, parts);
}

function leave(passage: Passage, { route }: FoundRoute, { world, tracking }: Parts): Outcome {
  const { namespace, objects } = passage;
  const device = route.type === 'local' ? LOOPBACK : (route.device ?? '');
  passage.out = device;
  const stop = runHook('postrouting', passage, tracking);
  if (stop) return stopped(passage, stop);
  tracking.confirm(passage);
  if (device === LOOPBACK) return { to: { namespace, name: LOOPBACK } };
  const far = world.farEnd(objects, device);
  if (!far) return { verdict: { kind: 'left', namespace, device } };
  const address = route.via ?? passage.packet.destination;
  return isNeighbour(objects, device, address, far)
    ? { to: far }
    : { verdict: { kind: 'noNeighbour', namespace, device, address } };
}

function routeOf(passage: Passage, device: string): FoundRoute | undefined {
  const { packet, mark, steps } = passage;
  const found = passage.objects.route(packet.destination, { source: packet.source, mark, in: device });
  if (found?.rule.words)
    steps.push({ kind: 'routingRule', words: found.rule.words, table: found.rule.table });
  if (found) steps.push(stepOf(found.route));
  return found;
}

function stepOf({ table, destination, path }: Route): RouteStep {
  return { kind: 'route', table, destination, path };
}

function ownAddress(address: string): RouteStep {
  return { kind: 'route', table: LOCAL_TABLE, destination: `${address}/32`, path: 'local' };
}

function leads(found: FoundRoute | undefined): found is FoundRoute {
  return found?.route.type === 'unicast' || found?.route.type === 'local';
}

function deviceOf({ route }: FoundRoute): string {
  return route.type === 'local' ? LOOPBACK : (route.device ?? '');
}

function mtuOf({ mtu, device = '' }: Route, objects: NamespaceObjects): number {
  return mtu ?? objects.link(device)?.mtu ?? Number.POSITIVE_INFINITY;
}

/** A packet that has got another destination, or that a chain of type route may have marked, is routed once more. */
function isRoutedAgain({ packet, mark, objects }: Passage, before: string): boolean {
  return (
    packet.destination !== before ||
    (mark !== 0 && objects.calls('output').some(({ kind }) => kind === 'route'))
  );
}

/** What goes on in an operator's namespace is not for us to say. */
function left({ namespace, in: device = LOOPBACK }: Passage): Outcome {
  return { verdict: { kind: 'left', namespace, device } };
}

function handedOver({ namespace, in: device = LOOPBACK }: Passage, own: boolean): Outcome {
  return { verdict: { kind: 'delivered', namespace, device, own } };
}

function noRoute({ namespace }: Passage, found: FoundRoute | undefined): Outcome {
  return { verdict: { kind: 'noRoute', namespace, ...(found && { by: stepOf(found.route) }) } };
}

function stopped({ namespace }: Passage, { by, reason }: Stop): Outcome {
  if (reason === undefined || by.kind === 'policy') return { verdict: { kind: 'dropped', namespace, by } };
  return { verdict: { kind: 'rejected', namespace, by, with: reason } };
}

/** Packets worth sending: to what is there, to what only looks like it, and to nobody. */

import { containsAddress, parseCidr, parseIpv4 } from '../../../src/base/ip.ts';
import type { PortRow, ProgramRow } from '../../../src/program/rows.ts';
import type { Chance } from '../chance.ts';
import type { Probe } from '../wire/probes.ts';
import { PORTS } from '../world/places.ts';

const NOWHERE = [
  '8.8.8.8',
  '198.18.0.7',
  '192.168.7.7',
  '10.0.3.77',
  '10.1.0.200',
  '169.254.169.254',
] as const;

export interface ProbeSource {
  readonly rows: ReadonlyMap<string, ProgramRow>;
  readonly chance: Chance;
  pathOf(namespace: string): string;
  nextNumber(): number;
}

/** Undefined where nobody is there to send. */
export function randomProbe({ rows, chance, pathOf, nextNumber }: ProbeSource): Probe | undefined {
  const all = [...rows.values()];
  // Nobody sends from inside a NAT gateway.
  const port = chance.pick(
    all.filter((row) => row.kind === 'port').filter((row) => rows.has(`instance/${row.instanceId}`)),
  );
  if (!port) return undefined;
  const destination = destinationOf(port, all, chance);
  const listened = chance.is(0.85) ? chance.pick(listenersAt(port.vpcId, destination, all)) : undefined;
  return {
    number: nextNumber(),
    namespace: port.instanceId,
    path: pathOf(port.instanceId),
    protocol: listened?.protocol ?? chance.oneOf<Probe['protocol']>(6, 6, 6, 17, 17, 1),
    source: sourceOf(port, all, chance),
    destination,
    port: listened?.port ?? chance.pick(PORTS) ?? 80,
  };
}

/** What the endpoint or the node at an address is listened at. */
function listenersAt(
  vpcId: string,
  destination: string,
  rows: readonly ProgramRow[],
): { readonly protocol: Probe['protocol']; readonly port: number }[] {
  const nodes = rows.flatMap((row) => {
    const isThere = 'vpcId' in row && row.vpcId === vpcId && 'address' in row && row.address === destination;
    if (isThere && row.kind === 'endpoint') return row.attachment?.destination ?? [];
    return isThere && row.kind === 'node' ? row.fabricAddress : [];
  });
  return rows.flatMap((row) => {
    if (row.kind !== 'listener' || !nodes.includes(row.nodeFabricAddress)) return [];
    return row.protocol === 6 || row.protocol === 17 ? { protocol: row.protocol, port: row.port } : [];
  });
}

/** Its own; seldom another's. */
function sourceOf(port: PortRow, rows: readonly ProgramRow[], chance: Chance): string {
  if (chance.is(0.04)) return chance.pick(addressesIn(rows, () => true)) ?? port.address;
  return chance.pick([port.address, ...(port.secondaryAddresses ?? [])]) ?? port.address;
}

function destinationOf(port: PortRow, rows: readonly ProgramRow[], chance: Chance): string {
  const own = (row: ProgramRow) => 'vpcId' in row && row.vpcId === port.vpcId;
  const lists = [
    addressesIn(rows, (row) => own(row) && row.kind === 'port'),
    addressesIn(rows, (row) => own(row) && row.kind !== 'port'),
    addressesIn(rows, (row) => own(row) && row.kind === 'endpoint'),
    addressesIn(rows, (row) => !own(row)),
    fabricAddresses(rows),
    NOWHERE,
    rows.flatMap((row) => (row.kind === 'vpc' ? row.resolverAddresses : [])),
    [port.gateway ?? port.address],
    routedAddresses(port.vpcId, rows),
  ];
  const list = lists[chance.oneOf(0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 4, 5, 6, 7, 8, 8, 8)] ?? [];
  return chance.pick(list) ?? chance.pick(lists[0] ?? []) ?? port.address;
}

function addressesIn(rows: readonly ProgramRow[], which: (row: ProgramRow) => boolean): string[] {
  return rows.filter(which).flatMap((row) => {
    if (row.kind === 'port') return [row.address, ...(row.secondaryAddresses ?? [])];
    return row.kind === 'endpoint' || row.kind === 'node' ? [row.address] : [];
  });
}

/** Addresses of other VPCs that a route of this one leads to. */
function routedAddresses(vpcId: string, rows: readonly ProgramRow[]): string[] {
  const blocks = rows
    .flatMap((row) => (row.kind === 'routes' && row.vpcId === vpcId ? row.routes : []))
    .flatMap(({ destination, via }) =>
      typeof via === 'object' && 'link' in via ? (parseCidr(destination) ?? []) : [],
    );
  const others = addressesIn(rows, (row) => 'vpcId' in row && row.vpcId !== vpcId);
  return others.filter((text) => blocks.some((block) => containsAddress(block, parseIpv4(text) ?? 0)));
}

function fabricAddresses(rows: readonly ProgramRow[]): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'node') return [row.fabricAddress];
    return row.kind === 'admission' ? [row.source, row.destination] : [];
  });
}

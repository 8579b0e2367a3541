/** `explain`: may this reach that? In the operator's words: names, addresses and ids, of whatever account. */
import { isIP } from 'node:net';
import type { Explanation, PathComponent } from '@aws-sdk/client-ec2';
import { findAnswer } from '../reachability/answer.ts';
import { Blocked, type Finding, type Step } from '../reachability/journey.ts';
import { traceJudge } from '../reachability/judge.ts';
import { resolve } from '../reachability/names.ts';
import type { Packet, Protocol } from '../reachability/packet.ts';
import { isLive, type NetworkInterface, primaryAddress } from '../resources/networkInterface.ts';
import type { Snapshot } from '../state/tables.ts';
import { InspectError } from './inspectError.ts';
import { findInstance } from './instanceEntry.ts';
import type { View } from './kinds/kind.ts';

export interface ExplainReport {
  readonly verdict: 'reachable' | 'blocked';
  readonly from: { readonly interfaceId: string; readonly address: string; readonly vpcId: string };
  readonly to: { readonly asked: string; readonly addresses: readonly string[]; readonly by?: string };
  readonly protocol: Protocol;
  readonly port?: number;
  /** The first packet, as it was sent; absent where the name does not resolve. */
  readonly sent?: string;
  /** As it arrived, or as it was last. */
  readonly arrived?: Packet;
  readonly forward: readonly ReportStep[];
  readonly back: readonly ReportStep[];
  readonly blockedBy?: ReportFinding;
  /** How many ways there are (addresses, targets), and how many of them get through. */
  readonly ways: { readonly all: number; readonly through: number };
  /** Where one of Postern's two answers is wrong. */
  readonly fault?: string;
}

export interface ReportStep {
  readonly kind: string;
  readonly id: string;
  readonly name?: string;
  readonly detail: string;
  /** As the AWS analysis shows it. */
  readonly component: PathComponent;
}

export interface ReportFinding {
  readonly code: string;
  readonly id: string;
  readonly sentence: string;
  readonly advice: string;
  /** As the AWS analysis shows it. */
  readonly explanation: Explanation;
}

const PROTOCOLS: readonly string[] = ['tcp', 'udp', 'icmp'];

/** @param query of the request: `from`, `to`, `port`, `protocol`, `vpc` */
export async function explain(view: View, query: string): Promise<ExplainReport> {
  const asked = new URLSearchParams(query);
  const tables = view.snapshot;
  const protocol = protocolOf(asked.get('protocol') ?? 'tcp');
  const port = protocol === 'icmp' ? undefined : portOf(asked.get('port'));
  const own = interfaceOf(view, wanted(asked, 'from'), asked.get('vpc') ?? undefined);
  const text = wanted(asked, 'to');
  const address = isIP(asked.get('from') ?? '') ? (asked.get('from') as string) : primaryAddress(own);
  if (isIP(address) === 6)
    throw new InspectError(400, `Only IPv4 can be explained yet, and ${own.id} has IPv6 only.`);
  const base = {
    from: { interfaceId: own.id, address, vpcId: own.spec.vpcId },
    protocol,
    ...(port === undefined ? {} : { port }),
  };
  const to = destinationOf(view, own, text);
  if ('finding' in to) return unresolved(base, text, to.finding);
  const from = { kind: 'interface', id: own.id, address } as const;
  const answer = await findAnswer(tables, { from, addresses: to.addresses, protocol, port }, traceJudge);
  const { way, ways, reachable, fault } = answer;
  const finding = reachable ? undefined : (way.finding ?? way.doubt);
  const through = ways.filter((each) => !each.finding && !each.doubt).length;
  return {
    ...base,
    verdict: reachable ? 'reachable' : 'blocked',
    to: { asked: text, ...to },
    sent: way.forward[0]?.detail,
    arrived: way.packet,
    forward: way.forward.map(reportStep),
    back: way.back.map(reportStep),
    ...(finding ? { blockedBy: reportFinding(finding) } : {}),
    ways: { all: ways.length, through },
    ...(fault === undefined ? {} : { fault }),
  };
}

function unresolved(
  base: Pick<ExplainReport, 'from' | 'protocol' | 'port'>,
  asked: string,
  finding: Finding,
): ExplainReport {
  return {
    ...base,
    verdict: 'blocked',
    to: { asked, addresses: [] },
    forward: [],
    back: [],
    blockedBy: reportFinding(finding),
    ways: { all: 0, through: 0 },
  };
}

function protocolOf(text: string): Protocol {
  if (PROTOCOLS.includes(text.toLowerCase())) return text.toLowerCase() as Protocol;
  throw new InspectError(400, `There is no protocol ${text} here. Protocols: ${PROTOCOLS.join(', ')}.`);
}

function portOf(text: string | null): number {
  const port = Number(text);
  if (text && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InspectError(400, text ? `${text} is no port.` : 'Say which port: --port N.');
}

function wanted(asked: URLSearchParams, name: string): string {
  const text = asked.get(name);
  if (!text) throw new InspectError(400, `Say ${name} where: --${name}.`);
  if (isIP(text) === 6) throw new InspectError(400, `Only IPv4 can be explained yet, and ${text} is IPv6.`);
  return text;
}

/** By address, by id, or by an instance's Name tag. */
function interfaceOf(view: View, text: string, vpcId: string | undefined): NetworkInterface {
  const { snapshot } = view;
  if (isIP(text)) return interfaceWith(snapshot, text, vpcId);
  const byId = snapshot.networkInterfaces.get(text);
  if (byId) return byId;
  const instance = findInstance(view, text);
  const own = snapshot.networkInterfaces.get(instance.spec.networkInterfaceId);
  if (own) return own;
  throw new InspectError(409, `Instance ${instance.id} is ${instance.status.state}: it has no interface.`);
}

/** VPCs may have the same addresses. */
function interfaceWith(
  { vpcs, networkInterfaces }: Snapshot,
  address: string,
  vpcId?: string,
): NetworkInterface {
  const ids = vpcId === undefined ? [...vpcs.ids()] : [vpcId];
  const found = ids.flatMap((id) => networkInterfaces.by('address', `${id}/${address}`)).filter(isLive);
  const [first, second] = found;
  if (!first)
    throw new InspectError(404, `No interface in use has ${address}${vpcId ? ` in ${vpcId}` : ''}.`);
  if (!second) return first;
  const places = found.map(({ id, spec }) => `${id} in ${spec.vpcId}`).join(', ');
  throw new InspectError(409, `Several interfaces have ${address}: ${places}. Say which with --vpc.`);
}

type Destination = Pick<ExplainReport['to'], 'addresses' | 'by'> | { readonly finding: Finding };

/** An address, an id, an instance's Name tag; any other text is a name for the VPC's resolver. */
function destinationOf(view: View, from: NetworkInterface, text: string): Destination {
  const { snapshot } = view;
  if (isIP(text)) return { addresses: [text] };
  const endpoint = snapshot.vpcEndpoints.get(text);
  if (endpoint) {
    const ids = Object.values(endpoint.status.networkInterfaceIds);
    const addresses = ids.flatMap((id) => snapshot.networkInterfaces.get(id)?.spec.privateIpAddress ?? []);
    if (addresses.length > 0) return { addresses, by: `the addresses of ${text}` };
  }
  if (!text.includes('.')) {
    return {
      addresses: [primaryAddress(interfaceOf(view, text, undefined))],
      by: `the address of ${text}`,
    };
  }
  try {
    return resolve(snapshot, from.spec.vpcId, text);
  } catch (end) {
    if (end instanceof Blocked) return { finding: end.finding };
    throw end;
  }
}

function reportStep({ kind, shown, detail }: Step): ReportStep {
  const { Id: id = '', Name: name } = shown.Component ?? {};
  return { kind, id, ...(name ? { name } : {}), detail, component: shown };
}

function reportFinding({ shown, sentence, advice }: Finding): ReportFinding {
  const { ExplanationCode: code = '', Component } = shown;
  return { code, id: Component?.Id ?? '', sentence, advice, explanation: shown };
}

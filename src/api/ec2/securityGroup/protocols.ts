/** Protocol and ports of a rule, as callers write them and as they are kept. */
import { AwsError } from '../../../base/awsError.ts';
import { required } from '../ids.ts';

export interface ProtocolAndPorts {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number as text, or `-1` for all. */
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

const NAMES: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};
const MAX_PORT = 65535;
const MAX_ICMP = 255;

/**
 * Ports stay only where the protocol has any: TCP and UDP ports, ICMP type and code.
 * @throws AwsError MissingParameter, InvalidParameterValue
 */
export function protocolAndPorts(protocol?: string, from?: number, to?: number): ProtocolAndPorts {
  const ipProtocol = normalized(required(protocol, 'ipProtocol').toLowerCase());
  if (ipProtocol === 'tcp' || ipProtocol === 'udp') return { ipProtocol, ...checkedPorts(from, to) };
  if (ipProtocol.startsWith('icmp')) return { ipProtocol, ...checkedIcmp(from, to) };
  return { ipProtocol };
}

function normalized(protocol: string): string {
  const name = NAMES[protocol] ?? protocol;
  const isNumber = /^\d{1,3}$/.test(name) && Number(name) <= 255;
  if (['tcp', 'udp', 'icmp', 'icmpv6', '-1'].includes(name)) return name;
  if (isNumber) return NAMES[Number(name)] ?? String(Number(name));
  throw invalid(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`);
}

function checkedPorts(from?: number, to?: number): { fromPort: number; toPort: number } {
  if (from === undefined || to === undefined) {
    throw invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }
  for (const port of [from, to]) {
    if (!(port >= 0 && port <= MAX_PORT)) throw invalid(`TCP/UDP port (${port}) out of range`);
  }
  if (from > to) throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  return { fromPort: from, toPort: to };
}

function checkedIcmp(type = -1, code = -1): { fromPort: number; toPort: number } {
  for (const value of [type, code]) {
    if (!(value >= -1 && value <= MAX_ICMP)) throw invalid(`ICMP type or code (${value}) out of range`);
  }
  if (type === -1 && code !== -1) throw invalid('ICMP code may be given only together with a type');
  return { fromPort: type, toPort: code };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

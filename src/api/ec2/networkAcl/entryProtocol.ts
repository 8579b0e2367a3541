/** Protocol, ports and ICMP types of an ACL entry, as callers write them and as they are kept. */
import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { NetworkAclEntry } from '../../../resources/network.ts';
import { isIpv6 } from '../../../resources/networkAcls.ts';
import { required } from '../ids.ts';

const NUMBERS: Readonly<Record<string, string>> = {
  all: '-1',
  icmp: '1',
  tcp: '6',
  udp: '17',
  icmpv6: '58',
};
const MAX_PORT = 65_535;
const MAX_ICMP = 255;

/**
 * TCP and UDP need ports, ICMP a type and a code; what other protocols are given is kept and means nothing.
 * @throws AwsError MissingParameter, InvalidParameterValue
 */
export function protocolPart(
  input: CreateNetworkAclEntryRequest,
  cidr: string,
): Pick<NetworkAclEntry, 'protocol' | 'portRange' | 'icmpTypeCode'> {
  const protocol = protocolNumber(required(input.Protocol, 'protocol'));
  const { From: from, To: to } = input.PortRange ?? {};
  const { Type: type, Code: code } = input.IcmpTypeCode ?? {};
  if (protocol === '6' || protocol === '17') checkPorts(from, to);
  if (protocol === '1' || (protocol === '58' && isIpv6(cidr))) checkIcmp(type, code);
  return {
    protocol,
    portRange: input.PortRange && { from, to },
    icmpTypeCode: input.IcmpTypeCode && { type, code },
  };
}

/** The number and, where there is one, the name: filters take either. */
export function protocolWords(protocol: string): string[] {
  const names = Object.entries(NUMBERS).filter(([, number]) => number === protocol);
  return [protocol, ...names.map(([name]) => name)];
}

function protocolNumber(text: string): string {
  const number = NUMBERS[text.toLowerCase()] ?? text;
  const isNumber = number === '-1' || (/^\d{1,3}$/.test(number) && Number(number) <= 255);
  if (isNumber) return String(Number(number));
  throw invalid(`Invalid value '${text}' for IP protocol. Unknown protocol.`);
}

function checkPorts(from: number | undefined, to: number | undefined): void {
  const ports = [required(from, 'portRange.from'), required(to, 'portRange.to')] as const;
  const wrong = ports.find((port) => !(port >= 0 && port <= MAX_PORT));
  if (wrong !== undefined)
    throw invalid(`Invalid value '${wrong}' for port. Must be between 0 and ${MAX_PORT}.`);
  if (ports[0] > ports[1]) throw invalid(`Invalid TCP/UDP port range (${ports[0]}:${ports[1]})`);
}

function checkIcmp(type: number | undefined, code: number | undefined): void {
  const values = [required(type, 'icmpTypeCode.type'), required(code, 'icmpTypeCode.code')] as const;
  const wrong = values.find((value) => !(value >= -1 && value <= MAX_ICMP));
  if (wrong !== undefined) throw invalid(`Invalid value '${wrong}' for ICMP type or code.`);
  if (values[0] === -1 && values[1] !== -1) throw invalid('An ICMP code other than -1 needs a type.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

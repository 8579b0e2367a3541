/** The options of a set: which there are, and what each may be. */
import { isIP, isIPv4 } from 'node:net';
import type { NewDhcpConfiguration } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { DhcpOptions } from '../../../resources/network.ts';
import { required } from '../ids.ts';

const AMAZON_DNS = 'AmazonProvidedDNS';
const MAX_SERVERS = 4;
const MAX_LEASE_SECONDS = 2_147_483_647;

type Check = (values: readonly string[]) => boolean;

const servers =
  (isServer: (text: string) => boolean): Check =>
  (values) =>
    values.length >= 1 && values.length <= MAX_SERVERS && values.every(isServer);
const one =
  (fits: (text: string) => boolean): Check =>
  ([value = '', ...more]) =>
    more.length === 0 && fits(value);

const CHECKS: Readonly<Record<string, Check>> = {
  'domain-name': one((text) => /^\S{1,255}( \S{1,255})*$/.test(text)),
  'domain-name-servers': servers((text) => text === AMAZON_DNS || isIP(text) !== 0),
  'ntp-servers': servers((text) => isIP(text) !== 0),
  'netbios-name-servers': servers(isIPv4),
  'netbios-node-type': one((text) => ['1', '2', '4', '8'].includes(text)),
  'ipv6-address-preferred-lease-time': one(
    (text) => /^\d+$/.test(text) && Number(text) >= 140 && Number(text) <= MAX_LEASE_SECONDS,
  ),
};

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function requestedConfigurations(
  asked: readonly NewDhcpConfiguration[] | undefined,
): DhcpOptions['spec']['configurations'] {
  const configurations = required(asked?.length ? asked : undefined, 'dhcpConfiguration');
  const entries = configurations.map(checkedEntry);
  if (new Set(entries.map(([key]) => key)).size < entries.length) {
    throw new AwsError('InvalidParameterValue', 'A DHCP option can be given once only.');
  }
  return Object.fromEntries(entries);
}

/** Values may come in one text with commas, as the command line sends them. */
function checkedEntry({ Key, Values }: NewDhcpConfiguration): [string, readonly string[]] {
  const key = required(Key, 'key');
  const values = (Values ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
  const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : undefined;
  if (!check) throw invalid(key, 'key', 'Unknown DHCP option.');
  if (!check(values)) throw invalid(values.join(', '), key, 'Invalid DHCP option value.');
  return [key, values];
}

function invalid(value: string, parameter: string, why: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${why}`,
  );
}

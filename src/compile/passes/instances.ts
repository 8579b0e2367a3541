/** Pass: a namespace for each instance whose primary interface is live. */
import { known } from '../../base/assert.ts';
import { parseIpv4 } from '../../base/ip.ts';
import { isShortestIpv6 } from '../../base/ipAddress.ts';
import type { InstanceRow } from '../../program/rows.ts';
import type { Instance } from '../../resources/instance.ts';
import { instanceDnsDomain, instancePrivateDnsName, instanceResourceName } from '../../resources/names.ts';
import type { DhcpOptions } from '../../resources/network.ts';
import { attachmentOf, isLive, type NetworkInterface } from '../../resources/networkInterface.ts';
import { IPV6_RESOLVER, resolverAddress } from '../addresses.ts';
import { pass } from '../pass.ts';
import { ipv6Member } from '../vpcFamilies.ts';

const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

const AMAZONS = 'AmazonProvidedDNS';

export const instances = pass('networkInterfaces', (networkInterface, tables) => {
  const { vpcId } = networkInterface.spec;
  const attachment = attachmentOf(networkInterface);
  if (!attachment || attachment.deviceIndex > 0 || !isLive(networkInterface)) return [];
  const instance = tables.instances.get(attachment.instanceId);
  if (!instance) return [];
  const { spec } = known(tables.vpcs.get(vpcId), `VPC ${vpcId} of an interface exists`);
  const options = tables.dhcpOptions.get(spec.dhcpOptionsId);
  const row = instanceRow(instance, networkInterface, spec.cidrBlock, options);
  return [{ ...row, ...ipv6Member(tables, vpcId) }];
});

function instanceRow(
  { id, region, spec }: Instance,
  networkInterface: NetworkInterface,
  vpcCidr: string,
  options: DhcpOptions | undefined,
): InstanceRow {
  const address = networkInterface.spec.privateIpAddress;
  return {
    kind: 'instance',
    id,
    vpcId: spec.vpcId,
    ...(address
      ? { hostName: instancePrivateDnsName(address, region), nameServers: nameServers(options, vpcCidr) }
      : { hostName: instanceResourceName(id, region), nameServers: ipv6NameServers(options) }),
    searchDomain: searchDomain(options) ?? instanceDnsDomain(region),
    userData: script(spec.userData),
    ...(spec.reboots ? { reboots: spec.reboots } : {}),
  };
}

function nameServers(options: DhcpOptions | undefined, vpcCidr: string): string[] {
  return serversOf(options, resolverAddress(vpcCidr)).filter((server) => parseIpv4(server) !== undefined);
}

function ipv6NameServers(options: DhcpOptions | undefined): string[] {
  return serversOf(options, IPV6_RESOLVER).filter(isShortestIpv6);
}

function serversOf(options: DhcpOptions | undefined, amazons: string): string[] {
  const servers = options?.spec.configurations['domain-name-servers'] ?? [AMAZONS];
  return servers.map((server) => (server === AMAZONS ? amazons : server));
}

/** Options may name several, in any case; instances search the first. */
function searchDomain(options: DhcpOptions | undefined): string | undefined {
  const domain = options?.spec.configurations['domain-name']?.[0]?.split(' ')[0]?.toLowerCase();
  return domain && DNS_NAME.test(domain) ? domain : undefined;
}

/** User data that is a script; other kinds (cloud-config, archives) need what an instance here has not. */
function script(userData: string | undefined): string | undefined {
  const text = userData && Buffer.from(userData, 'base64').toString('utf8');
  return text?.startsWith('#!') ? text : undefined;
}

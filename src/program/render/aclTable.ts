/** What a router's table has for network ACLs (acl.ts): the maps of what lies in their subnets, and where they are asked. */
import { type Family, IPV6 } from './family.ts';
import { chain, type KernelObject, map, type Rule, rule } from './objects.ts';

/** Bit of a connection's mark: an ACL denies one of its directions at present, so the flow cache is not to have it. */
const UNCACHED = 4;
/** Mark of packets that the flow cache's programs learn nothing from (flowCache.bpf.c). */
export const NO_CACHE = 0x80000000;
/** Where an ACL's chain goes that denies a SYN's answer. */
export const UNCACHED_CHAIN = 'uncached';

export function aclTable(flowCache: boolean, families: readonly Family[]): KernelObject[] {
  return [
    map('leaving_port', 'ifname', 'verdict'),
    map('entering_port', 'ifname', 'verdict'),
    ...families.flatMap(({ tag, addressType }) => [
      map(`leaving_address${tag}`, addressType, 'verdict'),
      map(`entering_address${tag}`, addressType, 'verdict'),
    ]),
    chain('acl_in', owned('acl_in', arriving(families)), hook('prerouting', -150)),
    chain('acl_out', owned('acl_out', departing(flowCache, families)), hook('postrouting', 150)),
    ...(flowCache
      ? [chain(UNCACHED_CHAIN, owned(UNCACHED_CHAIN, [`ct mark set ct mark or ${UNCACHED}`]))]
      : []),
  ];
}

/** Amazon's resolver is out of reach of every ACL. */
function arriving(families: readonly Family[]): string[] {
  return [
    'iifname "fab0" accept',
    ...neighbours(families),
    ...families.map(({ ip, tag }) => `${ip} daddr @resolvers${tag} accept`),
    'iifname vmap @leaving_port',
    ...families.flatMap(({ ip, tag }) => [
      `${ip} daddr vmap @entering_address${tag}`,
      // What answers a client whose address the target has seen goes by the node too.
      `ct direction reply ct original ${ip} daddr vmap @entering_address${tag}`,
    ]),
  ];
}

function departing(flowCache: boolean, families: readonly Family[]): string[] {
  return [
    ...neighbours(families),
    ...families.flatMap(({ ip, tag }) => [
      `${ip} saddr @resolvers${tag} accept`,
      `oifname != "fab0" ct original ${ip} daddr vmap @leaving_address${tag}`,
      `ct original ${ip} saddr vmap @leaving_address${tag}`,
    ]),
    'oifname vmap @entering_port',
    ...(flowCache ? [`ct mark and ${UNCACHED} == ${UNCACHED} meta mark set ${NO_CACHE}`] : []),
  ];
}

/** How a link's ends find each other by IPv6 is no traffic of the network. */
function neighbours(families: readonly Family[]): string[] {
  return families.includes(IPV6) ? ['icmpv6 type 133-136 accept'] : [];
}

function hook(name: 'prerouting' | 'postrouting', priority: number): string {
  return `type filter hook ${name} priority ${priority}; policy accept;`;
}

function owned(owner: string, texts: readonly string[]): Rule[] {
  return texts.map((text) => rule(owner, text));
}

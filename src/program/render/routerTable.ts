/**
 * The nft table of a router: its sets, maps and the chains that the kernel calls. It is the same in every
 * VPC; rows only add elements and chains.
 *
 *   packet in ── guard ── acl_in ── arrivals ── nat_dst ── choose_table ── routing ─┬─ input
 *                -300     -150       -110       -100          -90                   └─ forward ── ingress ── nat_src ── acl_out ── packet out
 *                                                                       the router's own ─ output ┘   90         100        150
 *
 * What a source dialed is judged before DNAT (arrivals), what a target sees with SNAT's address (ingress). Both
 * are chains of type nat, which the kernel calls for the first packet of a connection only: packets that follow
 * meet guard and forward, one or two rules in each, however many endpoints there are. That is what the order of
 * rules is for, and why an interface's groups are judged by chains that return. With the flow cache
 * (dataplane/flowcache) they do not even come here.
 *
 * Network ACLs (acl.ts) have no memory: acl_in and acl_out see every packet, with the addresses that it came with and
 * with those that it goes on with.
 */
import { aclTable, NO_CACHE } from './aclTable.ts';
import type { Family } from './family.ts';
import { BY_INTERNET, FROM_INTERNET, INTERNET_SETS, TO_PRIVATE, TO_PUBLIC } from './internetRules.ts';
import { blocks, chain, type KernelObject, map, type Rule, rule, set } from './objects.ts';

/** Bit of a connection's mark: its end has been told that it is cut. */
const TOLD = 1;
/** Bit of a connection's mark: the target is to see the node, not the client. */
export const HIDE_CLIENT = 2;

/** Links to other networks: what comes in by one does not leave by another, unless a load balancer sends it. */
const OUTWARD = ['p*', 't*', 'w*'];

/** Where a group's chain goes once it has admitted: it takes the mark off and returns to the base chain. */
export const ADMITTED_CHAIN = 'admit';

const TRACKED = 'ct state established,related accept';
/** Segments fit the fabric, whose links carry less than those of instances: both ends are told as they meet. */
const FITTING = 'oifname "fab0" tcp flags syn tcp option maxseg size set rt mtu';
const RESET = 'meta l4proto 6 reject with tcp reset';
/** A flow that the flow cache has cut or forgotten: its sender hears of it. */
const RESET_UNKNOWN = `ct state invalid ${RESET}`;

/**
 * @param flowCache whether packets that follow a connection's first one come here only when nobody knows them
 * @param families what the VPC has addresses of
 */
export function routerTable(flowCache: boolean, families: readonly Family[]): KernelObject[] {
  return [
    set('any_source', 'ifname'),
    map('egress_of_port', 'ifname', 'verdict'),
    map('ingress_of_port', 'ifname', 'verdict'),
    map('table_of_port', 'ifname', 'mark'),
    /** Ports whose connections no flow cache carries: each packet finds its own way. */
    set('detoured', 'ifname'),
    /** Of those ports, with the block of their subnet: no route table is asked between neighbours. */
    blocks('beside', 'ifname . ipv4_addr'),
    /** Ports and links between which nothing goes. */
    set('out_of_reach', 'ifname . ifname'),
    ...families.flatMap(sets),
    ...INTERNET_SETS,
    ...aclTable(flowCache, families),
    ...chains(families),
    forward(flowCache ? [RESET_UNKNOWN] : [], families),
    ...(flowCache ? [ownWays()] : []),
  ];
}

/** Those that are keyed by address. */
function sets({ tag, addressType }: Family): KernelObject[] {
  return [
    set(`ports${tag}`, `ifname . ${addressType}`),
    /** Who may send by a link from elsewhere. */
    blocks(`sources_of_link${tag}`, `ifname . ${addressType}`),
    blocks(`own_blocks${tag}`, addressType),
    set(`resolvers${tag}`, addressType),
    set(`live${tag}`, addressType),
    set(`unattached${tag}`, addressType),
    set(`admitted${tag}`, `${addressType} . ${addressType}`),
    map(`ingress_of_address${tag}`, addressType, 'verdict'),
    map(`ingress_of_service${tag}`, addressType, 'verdict'),
    map(`egress_of_node${tag}`, addressType, 'verdict'),
    map(`endpoint_node${tag}`, addressType, addressType),
    map(`fabric_source${tag}`, addressType, addressType),
    /** Addresses of endpoints and load balancer nodes, on the fabric too. */
    map(`table_of_dialed${tag}`, addressType, 'mark'),
    map(`listeners${tag}`, `${addressType} . inet_proto . inet_service`, 'verdict'),
  ];
}

function chains(families: readonly Family[]): KernelObject[] {
  /** The same rules once for each family. */
  const each = (rules: (family: Family) => readonly string[]) => families.flatMap(rules);
  return [
    base('guard', 'filter', 'prerouting', -300, 'drop', [
      'iifname "fab0" accept',
      ...each(({ ip, tag }) => [
        `iifname . ${ip} saddr @ports${tag} accept`,
        `iifname . ${ip} saddr @sources_of_link${tag} accept`,
      ]),
      FROM_INTERNET,
      'iifname @any_source accept',
      'iifname "lo" accept',
    ]),
    base('arrivals', 'nat', 'prerouting', -110, 'accept', [
      TRACKED,
      ...each(({ ip, tag, fabricRange }) => [
        `iifname "fab0" ${ip} saddr . ${ip} daddr != @admitted${tag} drop`,
        `iifname != "fab0" ${ip} daddr ${fabricRange} drop`,
      ]),
      // The resolver is for the VPC's own interfaces.
      ...each(({ ip, tag }) => [`iifname "w*" ${ip} daddr @resolvers${tag} drop`]),
      ...each(dns),
      'iifname vmap @egress_of_port',
      ...each(({ ip, tag }) => [
        `${ip} daddr vmap @ingress_of_address${tag}`,
        `${ip} daddr vmap @ingress_of_service${tag}`,
      ]),
    ]),
    base('nat_dst', 'nat', 'prerouting', -100, 'accept', [
      ...each(({ ip, tag }) => [
        `meta l4proto { 6, 17 } dnat ${ip} to ${ip} daddr map @endpoint_node${tag}`,
        `${ip} daddr . meta l4proto . th dport vmap @listeners${tag}`,
        TO_PRIVATE,
      ]),
    ]),
    // The answers of an endpoint go by its own subnet's table, wherever they come from.
    base('choose_table', 'filter', 'prerouting', -90, 'accept', [
      ...each(({ ip, tag }) => [`meta mark set ct original ${ip} daddr map @table_of_dialed${tag} accept`]),
      'iifname . ip daddr @beside accept',
      'meta mark set iifname map @table_of_port',
    ]),
    chain(ADMITTED_CHAIN, owned(ADMITTED_CHAIN, ['meta mark set 0'])),
    // A cut connection's first packet carries the reset on to the far end, the next one brings it back to its
    // sender: so both ends hear of it, whichever of them speaks.
    chain(
      'cut',
      owned('cut', [
        'meta l4proto != 6 drop',
        'tcp flags & rst == rst accept',
        `ct mark and ${TOLD} == 0 ct mark set ct mark or ${TOLD} tcp flags set rst accept`,
        RESET,
      ]),
    ),
    chain(
      'from_fabric',
      owned('from_fabric', [
        'ct state established goto cut',
        // Datagrams that nobody answers are new ones for ever, and are not judged by arrivals again.
        ...each(({ ip, tag }) => [
          `meta l4proto 17 ct original ${ip} saddr . ct original ${ip} daddr != @admitted${tag} drop`,
          `ct original ${ip} daddr vmap @egress_of_node${tag}`,
        ]),
        'ct state new ct status dnat oifname "e*" accept',
        ...OUTWARD.map((links) => `ct state new ct status dnat oifname "${links}" accept`),
        `ct state new ${RESET}`,
        'drop',
      ]),
    ),
    chain(
      'to_fabric',
      owned('to_fabric', [
        'ct state established goto cut',
        ...each(({ ip, tag, fabricRange }) => [
          `ct state new ct status dnat ${ip} daddr ${fabricRange} accept`,
          `ct state new ${ip} daddr @unattached${tag} ${RESET}`,
        ]),
        'drop',
      ]),
    ),
    // What an instance passes on is the same connection to the kernel, which calls chains of type nat for it no more:
    // the groups that have not been asked are asked here, until somebody answers.
    chain('by_internet', owned('by_internet', BY_INTERNET)),
    chain('passed_on', owned('passed_on', ['iifname vmap @egress_of_port', 'oifname vmap @ingress_of_port'])),
    base('input', 'filter', 'input', 0, 'drop', [
      'iifname "lo" accept',
      TRACKED,
      ...each(dns),
      // An AWS service, by a route to its gateway: that is for the VPC's own interfaces.
      ...each(({ ip, tag }) => [`iifname != "e*" ${ip} daddr != @own_blocks${tag} drop`]),
      RESET,
    ]),
    base('output', 'filter', 'output', 0, 'accept', [
      ...each(tooLong),
      TRACKED,
      ...each(({ ip, tag }) => [`${ip} saddr vmap @egress_of_node${tag}`]),
    ]),
    // The target's groups judge the address that it will see, so the packet gets that address before nat_src
    // gives it to the connection.
    base('ingress', 'nat', 'postrouting', 90, 'accept', [
      TRACKED,
      ...each(({ ip, tag }) => [
        `ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} ${ip} saddr set ct original ${ip} daddr`,
        `${ip} saddr set ct original ${ip} daddr map @fabric_source${tag}`,
      ]),
      'oifname vmap @ingress_of_port',
    ]),
    base('nat_src', 'nat', 'postrouting', 100, 'accept', [
      ...each(({ ip, tag }) => [
        `snat ${ip} to ct original ${ip} daddr map @fabric_source${tag}`,
        `ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} snat ${ip} to ct original ${ip} daddr`,
      ]),
      TO_PUBLIC,
    ]),
  ];
}

function forward(first: readonly string[], families: readonly Family[]): KernelObject {
  return base('forward', 'filter', 'forward', 0, 'drop', [
    ...first,
    FITTING,
    // Both are properties of the connection: its packets match in either direction.
    ...families.flatMap(({ ip, tag }) => [
      // Only once it is one: what comes back from the fabric to a service of the same VPC is a new one, and is judged.
      `ct state established,related ct reply ${ip} daddr @live${tag} accept`,
      `ct state established,related ct original ${ip} saddr . ct original ${ip} daddr @admitted${tag} accept`,
    ]),
    'iifname "fab0" goto from_fabric',
    'oifname "fab0" goto to_fabric',
    'iifname "inet0" goto by_internet',
    'oifname "inet0" goto by_internet',
    TRACKED,
    ...families.map(({ ip, tag }) => `ct original ${ip} daddr vmap @egress_of_node${tag}`),
    'ct state new iifname . oifname @out_of_reach drop',
    // A load balancer's node may be in reach where its target is not.
    'ct state new ct status ! dnat oifname . iifname @out_of_reach drop',
    'ct state new ct status ! dnat iifname @any_source jump passed_on',
    'ct state new oifname "e*" accept',
    ...OUTWARD.flatMap((links) => [
      `ct state new iifname "e*" oifname "${links}" accept`,
      // What a load balancer sends under its own address is its own, wherever the client is.
      `ct state new ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} oifname "${links}" accept`,
    ]),
  ]);
}

/**
 * What the flow cache must not carry: packets that a port passes on, in or out, and those of ports whose table leads
 * another way. After all that sets the mark; the programs see it when the packet leaves. IPv4 only, as the programs.
 */
function ownWays(): KernelObject {
  const notCached = `meta mark set ${NO_CACHE}`;
  return base('own_ways', 'filter', 'postrouting', 170, 'accept', [
    `iifname "e*" iifname . ct original ip saddr != @ports ${notCached}`,
    `oifname "e*" oifname . ip daddr != @ports ${notCached}`,
    `iifname @detoured ${notCached}`,
    `oifname @detoured ${notCached}`,
  ]);
}

/** PrivateLink tells nobody what would have fitted (AWS: quotas of PrivateLink, maximum transmission unit). */
function tooLong({ ip, fabricRange }: Family): string[] {
  const told = `oifname != "fab0" ${ip === 'ip' ? 'icmp type 3 icmp code 4' : 'icmpv6 type 2'}`;
  return [
    `${told} ct reply ${ip} saddr ${fabricRange} drop`,
    `${told} ct original ${ip} daddr ${fabricRange} drop`,
  ];
}

function dns({ ip, tag }: Family): string[] {
  return [`iifname "e*" ${ip} daddr @resolvers${tag} meta l4proto { 6, 17 } th dport 53 accept`];
}

function base(name: string, type: string, hook: string, priority: number, policy: string, rules: string[]) {
  return chain(name, owned(name, rules), `type ${type} hook ${hook} priority ${priority}; policy ${policy};`);
}

function owned(owner: string, texts: readonly string[]): Rule[] {
  return texts.map((text) => rule(owner, text));
}

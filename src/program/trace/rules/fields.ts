/** What a rule can ask of a packet, by nft's words for it. A field that a packet has not makes its rule not match. */
import { type Family, familyOf } from '../blocks.ts';
import { ICMP, ICMPV6, type Packet, TCP, type TcpFlag, UDP } from '../packet.ts';
import type { PacketState, Passage } from '../passage.ts';
import type { Value } from './atom.ts';

export interface Field {
  readonly read: (passage: Passage) => Value | undefined;
  /** Names that stand for numbers. */
  readonly names?: Readonly<Record<string, number>>;
  /** Several of them may be there at once; a name is asked for by its bit. */
  readonly isBits?: true;
  readonly write?: (passage: Passage, value: Value) => void;
}

const STATES: Readonly<Record<PacketState, number>> = { invalid: 1, established: 2, related: 4, new: 8 };
const STATUSES = { snat: 16, dnat: 32 } as const;
const FLAGS: Readonly<Record<TcpFlag, number>> = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 };
const DIRECTIONS = { original: 0, reply: 1 } as const;
const PROTOCOLS = { icmp: ICMP, tcp: TCP, udp: UDP } as const;
/** NFPROTO_IPV4 and NFPROTO_IPV6. */
const FAMILIES = { ipv4: 2, ipv6: 10 } as const;
const HEADERS: readonly (readonly [string, Family])[] = [
  ['ip', 4],
  ['ip6', 6],
];

/** A device that is not there has the empty name. */
export const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['iifname', { read: (passage) => passage.in ?? '' }],
  ['oifname', { read: (passage) => passage.out ?? '' }],
  [
    'meta mark',
    {
      read: ({ mark }) => mark,
      write: (passage, value) => {
        passage.mark = Number(value);
      },
    },
  ],
  ['meta l4proto', { read: ({ packet }) => packet.protocol, names: PROTOCOLS }],
  ['ip protocol', { read: ({ packet }) => packet.protocol, names: PROTOCOLS }],
  [
    'meta nfproto',
    {
      read: ({ packet }) => (familyOf(packet.source) === 4 ? FAMILIES.ipv4 : FAMILIES.ipv6),
      names: FAMILIES,
    },
  ],
  ...HEADERS.flatMap(([header, family]): [string, Field][] => [
    [`${header} saddr`, { read: ({ packet }) => inFamily(packet.source, family), write: writes('source') }],
    [
      `${header} daddr`,
      { read: ({ packet }) => inFamily(packet.destination, family), write: writes('destination') },
    ],
  ]),
  ['th sport', { read: ({ packet }) => packet.sourcePort }],
  ['th dport', { read: ({ packet }) => packet.destinationPort }],
  ['tcp sport', { read: ({ packet }) => ofProtocol(packet, TCP)?.sourcePort }],
  ['tcp dport', { read: ({ packet }) => ofProtocol(packet, TCP)?.destinationPort }],
  ['udp sport', { read: ({ packet }) => ofProtocol(packet, UDP)?.sourcePort }],
  ['udp dport', { read: ({ packet }) => ofProtocol(packet, UDP)?.destinationPort }],
  ['tcp flags', { read: ({ packet }) => bitsOf(packet), names: FLAGS, isBits: true, write: writeFlags }],
  ['icmp type', { read: ({ packet }) => ofProtocol(packet, ICMP)?.type }],
  ['icmp code', { read: ({ packet }) => ofProtocol(packet, ICMP)?.code }],
  ['icmpv6 type', { read: ({ packet }) => ofProtocol(packet, ICMPV6)?.type }],
  ['icmpv6 code', { read: ({ packet }) => ofProtocol(packet, ICMPV6)?.code }],
  ['ct state', { read: ({ state }) => STATES[state], names: STATES, isBits: true }],
  [
    'ct status',
    { read: ({ connection }) => connection && statusOf(connection), names: STATUSES, isBits: true },
  ],
  [
    'ct direction',
    { read: ({ connection, direction }) => connection && DIRECTIONS[direction], names: DIRECTIONS },
  ],
  [
    'ct mark',
    {
      read: ({ connection }) => connection?.mark,
      write: ({ connection }, value) => {
        if (connection) connection.mark = Number(value);
      },
    },
  ],
  ...(['original', 'reply'] as const).flatMap((way): [string, Field][] => [
    ...HEADERS.flatMap(([header, family]): [string, Field][] => [
      [`ct ${way} ${header} saddr`, { read: ({ connection }) => inFamily(connection?.[way].source, family) }],
      [
        `ct ${way} ${header} daddr`,
        { read: ({ connection }) => inFamily(connection?.[way].destination, family) },
      ],
    ]),
    [`ct ${way} proto-src`, { read: ({ connection }) => connection?.[way].sourcePort }],
    [`ct ${way} proto-dst`, { read: ({ connection }) => connection?.[way].destinationPort }],
    [`ct ${way} protocol`, { read: ({ connection }) => connection?.[way].protocol, names: PROTOCOLS }],
  ]),
]);

function inFamily(address: string | undefined, family: Family): string | undefined {
  return address !== undefined && familyOf(address) === family ? address : undefined;
}

function ofProtocol(packet: Packet, protocol: number): Packet | undefined {
  return packet.protocol === protocol ? packet : undefined;
}

function writes(part: 'source' | 'destination'): Field['write'] {
  return (passage, value) => {
    const change = { [part]: String(value) };
    passage.packet = { ...passage.packet, ...change };
    passage.rewrites = { ...passage.rewrites, ...change };
  };
}

function bitsOf({ protocol, flags = [] }: Packet): number | undefined {
  return protocol === TCP ? flags.reduce((bits, flag) => bits | FLAGS[flag], 0) : undefined;
}

function writeFlags(passage: Passage, value: Value): void {
  const flags = (Object.keys(FLAGS) as TcpFlag[]).filter((flag) => (Number(value) & FLAGS[flag]) !== 0);
  passage.packet = { ...passage.packet, flags };
  passage.rewrites = { ...passage.rewrites, flags };
}

function statusOf(connection: NonNullable<Passage['connection']>): number {
  return (
    (connection.sourceTranslated ? STATUSES.snat : 0) | (connection.destinationTranslated ? STATUSES.dnat : 0)
  );
}

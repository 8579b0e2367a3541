/** What trace tells: where a packet went, what became of it on the way, and who decided. */
import type { Packet, Sending } from './packet.ts';

/** Where a packet begins. */
export type Start =
  /** A process in a namespace sends it: that namespace's own routes choose the device. */
  | { readonly namespace: string }
  /** Whoever has this address in the VPC sends it, from it: an instance, or the router for its nodes. */
  | { readonly vpcId: string; readonly address: string };

export interface Trace {
  readonly verdict: Verdict;
  /** As it was where it ended: with the addresses and ports that the receiver sees. */
  readonly packet: Packet;
  /** The namespaces that it went through, in order. */
  readonly hops: readonly Hop[];
  /** What the routers remember of it: an answer, or the next packet, is traced with these. */
  readonly connections: readonly Connection[];
  /** What the namespace in which it ended knew of it: what tells the sender of its end bears the same. */
  readonly ending: Ending;
}

export interface Ending {
  /** The connection it belongs to or would have begun. */
  readonly connection?: Connection;
  readonly direction: 'original' | 'reply';
  /** Of the packet. */
  readonly mark: number;
}

export type Verdict =
  /** A process may have it. `own`: its destination is an address there; else it is the instance's to route on. */
  | { readonly kind: 'delivered'; readonly namespace: string; readonly device: string; readonly own: boolean }
  /** It came to a socket of a router's own: the resolver, a health check that gets its answer. */
  | { readonly kind: 'answered'; readonly namespace: string; readonly address: string }
  | { readonly kind: 'dropped'; readonly namespace: string; readonly by: RuleStep | PolicyStep }
  /** The sender is told, if what tells it gets back: `reply` traces that. */
  | {
      readonly kind: 'rejected';
      readonly namespace: string;
      readonly by: RuleStep;
      readonly with: RejectReason;
    }
  /** No route, or one that leads nowhere (`by`: blackhole, unreachable, prohibit). */
  | { readonly kind: 'noRoute'; readonly namespace: string; readonly by?: RouteStep }
  /** Nobody on the link has the address of the next hop. */
  | {
      readonly kind: 'noNeighbour';
      readonly namespace: string;
      readonly device: string;
      readonly address: string;
    }
  /** Longer than the next link carries, and not to be cut in pieces. */
  | {
      readonly kind: 'tooBig';
      readonly namespace: string;
      readonly device: string;
      readonly mtu: number;
    }
  /** It went in a circle until its time to live was over. */
  | { readonly kind: 'expired'; readonly namespace: string }
  /** Out of what the program describes: to the host, or to a namespace that an operator attached. */
  | { readonly kind: 'left'; readonly namespace: string; readonly device: string };

/** As nft writes it: `tcp reset`, `icmp type port-unreachable`. */
export type RejectReason = string;

export interface Hop {
  /** Short name: `fabric`, a VPC's id, an instance's id. */
  readonly namespace: string;
  /** The device it came in by; undefined where it begins. */
  readonly in?: string;
  /** The device it left by; undefined where it ended. */
  readonly out?: string;
  readonly arrived: Packet;
  readonly left: Packet;
  readonly steps: readonly Step[];
}

/** What decided, in order. Rules that did not match are left out, unless a set or map was asked and had no answer. */
export type Step = RuleStep | PolicyStep | RouteStep | RoutingRuleStep;

export interface RuleStep {
  readonly kind: 'rule';
  readonly chain: string;
  /** As rendered. */
  readonly text: string;
  /** The resource, or for a router's own structure the chain: the first word of the rule's comment. */
  readonly owner: string;
  /** False: it would have, had the last of `lookups` had an answer. */
  readonly matched: boolean;
  /** What it asked of sets and maps. */
  readonly lookups: readonly Lookup[];
  /** How it sends the packet on; undefined: to the next rule. */
  readonly verdict?: 'accept' | 'drop' | 'reject' | 'return' | 'jump' | 'goto';
  /** What it changed, such as `{ destination: '10.0.0.10', destinationPort: 80 }`. */
  readonly rewrites?: Partial<Packet>;
}

/** No rule of a base chain has decided. */
export interface PolicyStep {
  readonly kind: 'policy';
  readonly chain: string;
  readonly policy: 'accept' | 'drop';
}

export interface Lookup {
  /** Name of the set or map; of one that stands in a rule, its text. */
  readonly set: string;
  /** Such as `10.0.0.10 . 6 . 80`. */
  readonly key: string;
  /** The element that matched: the key, or the interval that it is in. */
  readonly element?: string;
  /** What a map gives. */
  readonly value?: string;
}

export interface RouteStep {
  readonly kind: 'route';
  readonly table: number;
  /** `10.0.0.0/16`, `default`; of a local address or a device's own subnet as the kernel keeps it. */
  readonly destination: string;
  /** `via 240.0.0.1 dev fab0 onlink`, `dev e0aaaaaaaaaaaaa`, `blackhole`, `local`. */
  readonly path: string;
}

/** A rule of `ip rule` that chose a table in which a route was found. Left out for the main table's own. */
export interface RoutingRuleStep {
  readonly kind: 'routingRule';
  /** As `ip rule` takes it: `priority 1001 from 10.0.0.5 lookup 1001`. */
  readonly words: string;
  readonly table: number;
}

/** An entry of connection tracking, in one namespace. */
export interface Connection {
  readonly namespace: string;
  readonly original: Tuple;
  /** What an answer looks like as it comes in. */
  readonly reply: Tuple;
  readonly mark: number;
  /** Whether the destination, the source, were translated. */
  readonly destinationTranslated: boolean;
  readonly sourceTranslated: boolean;
  /** A packet has come back. */
  readonly answered: boolean;
}

/** For ICMP the ports are its identifier. */
export interface Tuple {
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

/**
 * Picks among things that the kernel picks from by chance.
 * @param count how many different ones there are
 * @returns below `count`
 */
export type Chooser = (count: number, rule: string) => number;

export interface TraceOptions {
  /** Default: the first of each. */
  readonly choose?: Chooser;
  /** What earlier packets have left behind (`Trace.connections`); default: nothing. */
  readonly connections?: readonly Connection[];
  /** Nobody listens where it arrives: what comes back is a reset, or an ICMP error. Default: somebody does. */
  readonly isClosed?: boolean;
}

/** A packet, what comes back, and for TCP what the sender says to that. */
export interface Exchange {
  /**
   * answered: an answer came back, and for TCP both ends have the connection. refused: a reset or an ICMP error came
   * back. silence: neither.
   */
  readonly outcome: 'answered' | 'refused' | 'silence';
  readonly request: Trace;
  /** Of the receiver's answer, or of what told the sender that it was rejected; undefined: nobody answers. */
  readonly answer?: Trace;
  /** TCP: the third packet, without which the receiver has no connection. */
  readonly confirmation?: Trace;
}

/** Traces packets through namespaces that do not change; what it has read of them it keeps. */
export interface PacketTracer {
  trace(start: Start, sending: Sending, options?: TraceOptions): Trace;
  /** The way back: of what the receiver answers, or of what a rejection says. Undefined where nothing goes back. */
  reply(to: Trace, options?: TraceOptions): Trace | undefined;
  exchange(start: Start, sending: Sending, options?: TraceOptions): Exchange;
  /** One for each way that chance may go. */
  everyTrace(start: Start, sending: Sending): readonly Trace[];
  everyExchange(start: Start, sending: Sending, options?: TraceOptions): readonly Exchange[];
}

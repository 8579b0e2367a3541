/** Reachability Analyzer (EC2): the ways that are asked about, and what was found of them. */
import type { AccountId, Resource } from './identity.ts';

/** A way from one resource to another, as it is asked about again and again. */
export interface NetworkInsightsPath extends Resource {
  readonly spec: {
    readonly source: PathEnd;
    /** Absent: an address alone is the destination. */
    readonly destination?: PathEnd;
    readonly sourceIp?: string;
    readonly destinationIp?: string;
    readonly protocol: 'tcp' | 'udp';
    readonly destinationPort?: number;
    /** What the packet is to look like where it leaves the source. */
    readonly filterAtSource?: PacketFilter;
    /** What it is to look like where it arrives. */
    readonly filterAtDestination?: PacketFilter;
  };
}

export interface PathEnd {
  /** Of a resource; or, as a destination, a DNS name that the source's VPC is to resolve. */
  readonly id: string;
  /** Absent for a name. */
  readonly arn?: string;
}

export interface PacketFilter {
  readonly sourceAddress?: string;
  readonly sourcePorts?: PortSpan;
  readonly destinationAddress?: string;
  readonly destinationPorts?: PortSpan;
}

/** Inclusive. */
export interface PortSpan {
  readonly from: number;
  readonly to: number;
}

export interface NetworkInsightsAnalysis extends Resource {
  readonly spec: {
    readonly pathId: string;
    /** Accounts besides the owner's whose resources the answer may show. */
    readonly additionalAccounts: readonly AccountId[];
    /** ARNs of what the way must pass. */
    readonly filterInArns: readonly string[];
    /** ARNs of what it must not pass. */
    readonly filterOutArns: readonly string[];
  };
  readonly status: {
    readonly state: 'running' | 'succeeded' | 'failed';
    /** Why it failed. */
    readonly message?: string;
    readonly pathFound?: boolean;
    /**
     * Components and explanations in EC2's own shapes, as JSON: no two answers have the same shape, and the tables
     * keep rows by their shapes.
     */
    readonly answer?: string;
  };
}

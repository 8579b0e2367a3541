/** Elastic IP addresses (EC2): public addresses of an account, each for one private address at a time. */
import type { RegionName, Resource } from './identity.ts';

export interface ElasticIp extends Resource {
  readonly spec: {
    readonly publicIp: string;
    /** What it stands for; absent: nothing. */
    readonly association?: AddressAssociation;
    /** Reverse name that ModifyAddressAttribute asked for. */
    readonly ptrRecord?: string;
  };
}

export interface AddressAssociation {
  /** `eipassoc-…`. */
  readonly id: string;
  readonly networkInterfaceId: string;
  /** The primary or a secondary address of that interface. */
  readonly privateIpAddress: string;
}

/**
 * Addresses are taken from the block for benchmarks (RFC 2544), which leads nowhere on the internet: they are
 * unique in this installation and never somebody else's. The block's other half AWS lets VPCs have.
 */
export const ELASTIC_IP_BLOCK = '198.18.0.0/16';

/** `ec2-198-18-0-5.compute-1.amazonaws.com`; in every Region but us-east-1 `ec2-….<region>.compute.amazonaws.com`. */
export function publicDnsName(publicIp: string, region: RegionName): string {
  const domain = region === 'us-east-1' ? 'compute-1' : `${region}.compute`;
  return `ec2-${publicIp.replaceAll('.', '-')}.${domain}.amazonaws.com`;
}

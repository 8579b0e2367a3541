/** The prefix lists that AWS itself keeps in every Region: the public addresses of S3 and DynamoDB. */
import { createHash } from 'node:crypto';
import type { RegionName } from './identity.ts';

export interface AwsPrefixList {
  readonly id: string;
  /** `com.amazonaws.<region>.s3`. */
  readonly name: string;
  readonly cidrs: readonly string[];
}

/** Blocks of us-east-1; every Region shows these. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  s3: ['3.5.0.0/19', '52.216.0.0/15', '54.231.0.0/16'],
  dynamodb: ['52.94.0.0/22', '52.119.224.0/20'],
};

/** AWS's own ids where they are widely written into templates. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  'com.amazonaws.us-east-1.s3': 'pl-63a5400a',
  'com.amazonaws.us-east-1.dynamodb': 'pl-02cd2c6b',
};

/** The same ids at every call, in every installation. */
export function awsPrefixLists(region: RegionName): AwsPrefixList[] {
  return Object.entries(SERVICES).map(([service, cidrs]) => {
    const name = `com.amazonaws.${region}.${service}`;
    return { id: WELL_KNOWN[name] ?? derivedId(name), name, cidrs };
  });
}

/** Eight digits, as the lists that AWS made first have. */
function derivedId(name: string): string {
  return `pl-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

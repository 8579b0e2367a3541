/** IAM over the wire for tests: documents, refusals, clients with keys that IAM or STS made. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { TestServer } from '../testServer.ts';

/** An identity policy of one statement. */
export function policy(more: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*', ...more }],
  });
}

/** A trust policy for a principal. */
export function trust(principal: unknown, more: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }],
  });
}

/** `409 EntityAlreadyExists: …` of a refused call. */
export function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'accepted',
    (error) => `${error.$metadata?.httpStatusCode} ${error.name}: ${error.message}`,
  );
}

interface Keys {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly SessionToken?: string;
}

/** Clients that sign with these keys, to any Region. */
export function clientsOf({ endpoint }: TestServer, keys: Keys | undefined, region = 'eu-west-1') {
  const options = {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken,
    },
  };
  return {
    ec2: new EC2Client(options),
    elbv2: new ElasticLoadBalancingV2Client(options),
    iam: new IAMClient(options),
    sts: new STSClient(options),
  };
}

/** DescribeVpcBlockPublicAccessOptions: nothing is blocked, and nothing was ever set. */
import type {
  DescribeVpcBlockPublicAccessOptionsRequest,
  DescribeVpcBlockPublicAccessOptionsResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';

export function describeVpcBlockPublicAccessOptions(
  { accountId, region }: Call,
  _input: DescribeVpcBlockPublicAccessOptionsRequest,
): DescribeVpcBlockPublicAccessOptionsResult {
  return {
    VpcBlockPublicAccessOptions: {
      AwsAccountId: accountId,
      AwsRegion: region,
      State: 'default-state',
      InternetGatewayBlockMode: 'off',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    },
  };
}

/**
 * A few of AWS's own managed policies. AWS's ReadOnlyAccess names thousands of actions of every service; the one
 * here names those of the services that PrivateLink needs.
 */
import type { ManagedPolicy } from '../../../resources/iam.ts';

const AWS = 'aws';
/** AWS's own dates are from 2015 on; these say no more than that they were always there. */
const CREATED = '2015-02-06T18:39:46.000Z';

interface Described {
  readonly name: string;
  readonly description: string;
  readonly statements: readonly object[];
}

const allow = (more: object) => ({ Effect: 'Allow', Resource: '*', ...more });

const serviceRoles = (...services: string[]) =>
  allow({
    Action: 'iam:CreateServiceLinkedRole',
    Condition: { StringEquals: { 'iam:AWSServiceName': services } },
  });

const VPC_WORDS = [
  ...[
    'Vpc',
    'Subnet',
    'RouteTable',
    'Route',
    'InternetGateway',
    'NatGateway',
    'NetworkAcl',
    'NetworkAclEntry',
  ],
  ...['SecurityGroup', 'NetworkInterface', 'FlowLogs', 'DhcpOptions', 'CustomerGateway', 'VpnGateway'],
  ...['VpnConnection', 'EgressOnlyInternetGateway', 'CarrierGateway', 'Tags', 'ManagedPrefixList'],
];

const POLICIES: readonly Described[] = [
  {
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    statements: [allow({ Action: '*' })],
  },
  {
    name: 'PowerUserAccess',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    statements: [
      allow({ NotAction: ['iam:*', 'organizations:*', 'account:*'] }),
      allow({
        Action: [
          ...['account:GetAccountInformation', 'account:GetPrimaryEmail', 'account:ListRegions'],
          ...['iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'],
          'organizations:DescribeOrganization',
        ],
      }),
    ],
  },
  {
    name: 'ReadOnlyAccess',
    description: 'Provides read-only access to AWS services and resources.',
    statements: [
      allow({
        Action: [
          ...['ec2:Describe*', 'ec2:Get*', 'ec2:List*', 'ec2:Search*', 'elasticloadbalancing:Describe*'],
          ...['iam:Generate*', 'iam:Get*', 'iam:List*', 'iam:Simulate*'],
          ...['sts:GetAccessKeyInfo', 'sts:GetCallerIdentity', 'sts:GetSessionToken'],
          ...['vpc-lattice:Get*', 'vpc-lattice:List*', 'route53:Get*', 'route53:List*'],
          ...['cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*'],
          ...['logs:Describe*', 'logs:FilterLogEvents', 'logs:Get*', 's3:Get*', 's3:List*'],
        ],
      }),
    ],
  },
  {
    name: 'AmazonVPCFullAccess',
    description: 'Provides full access to Amazon VPC via the AWS Management Console.',
    statements: [
      allow({
        Action: [
          'ec2:Describe*',
          ...VPC_WORDS.flatMap((word) => [`ec2:Create${word}`, `ec2:Delete${word}`]),
          ...['ec2:Accept*', 'ec2:AllocateAddress', 'ec2:Assign*', 'ec2:Associate*', 'ec2:Attach*'],
          ...['ec2:Authorize*', 'ec2:CreateDefault*', 'ec2:CreateVpc*', 'ec2:DeleteVpc*', 'ec2:Detach*'],
          ...['ec2:Disable*', 'ec2:Disassociate*', 'ec2:Enable*', 'ec2:Get*', 'ec2:Modify*', 'ec2:Reject*'],
          ...['ec2:ReleaseAddress', 'ec2:Replace*', 'ec2:Reset*', 'ec2:Revoke*', 'ec2:Unassign*'],
          'ec2:UpdateSecurityGroupRuleDescriptions*',
        ],
      }),
    ],
  },
  {
    name: 'AmazonEC2FullAccess',
    description: 'Provides full access to Amazon EC2 via the AWS Management Console.',
    statements: [
      allow({ Action: 'ec2:*' }),
      allow({ Action: 'elasticloadbalancing:*' }),
      allow({ Action: 'cloudwatch:*' }),
      allow({ Action: 'autoscaling:*' }),
      serviceRoles(
        ...['autoscaling.amazonaws.com', 'ec2scheduled.amazonaws.com', 'elasticloadbalancing.amazonaws.com'],
        ...['spot.amazonaws.com', 'spotfleet.amazonaws.com', 'transitgateway.amazonaws.com'],
      ),
    ],
  },
  {
    name: 'ElasticLoadBalancingFullAccess',
    description: 'Provides full access to Amazon ElasticLoadBalancing, and limited access to other services.',
    statements: [
      allow({
        Action: [
          'elasticloadbalancing:*',
          ...['ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses', 'ec2:DescribeInternetGateways'],
          ...['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
          ...['ec2:DescribeVpcClassicLink', 'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces'],
          ...['ec2:DescribeClassicLinkInstances', 'ec2:DescribeRouteTables', 'ec2:DescribeCoipPools'],
          ...[
            'ec2:GetCoipPoolUsage',
            'ec2:DescribeVpcPeeringConnections',
            'cognito-idp:DescribeUserPoolClient',
          ],
        ],
      }),
      serviceRoles('elasticloadbalancing.amazonaws.com'),
    ],
  },
];

const ROWS: ReadonlyMap<string, ManagedPolicy> = new Map(
  POLICIES.map(managedPolicy).map((row) => [row.id, row]),
);

export function awsManagedPolicies(): readonly ManagedPolicy[] {
  return [...ROWS.values()];
}

export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  return ROWS.get(arn);
}

function managedPolicy({ name, description, statements }: Described, index: number): ManagedPolicy {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 4);
  return {
    id: `arn:aws:iam::aws:policy/${name}`,
    accountId: AWS,
    createdAt: CREATED,
    tags: {},
    spec: {
      name,
      path: '/',
      policyId: `ANPAAWSMANAGED${String(index).padStart(7, '0')}`,
      description,
      versions: [{ id: 'v1', document, createdAt: CREATED }],
      defaultVersionId: 'v1',
      nextVersion: 2,
      changedAt: CREATED,
    },
  };
}

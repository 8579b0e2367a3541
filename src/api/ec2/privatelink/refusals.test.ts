/** What AWS refuses is refused with AWS's code, and nothing has changed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { verifyPrivateDnsName } from '../../../state/privateDnsName.ts';
import { setQuotas } from '../../quotas.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { createSecurityGroup } from '../securityGroup/createSecurityGroup.ts';
import { createSubnet } from '../subnet/createSubnet.ts';
import { createVpcEndpoint } from './createVpcEndpoint.ts';
import { createVpcEndpointServiceConfiguration } from './createVpcEndpointServiceConfiguration.ts';
import { deleteVpcEndpointServiceConfigurations } from './deleteVpcEndpointServiceConfigurations.ts';
import { deleteVpcEndpoints } from './deleteVpcEndpoints.ts';
import { describeVpcEndpointConnections } from './describeVpcEndpointConnections.ts';
import { describeVpcEndpointServiceConfigurations } from './describeVpcEndpointServiceConfigurations.ts';
import { describeVpcEndpoints } from './describeVpcEndpoints.ts';
import { modifyVpcEndpoint } from './modifyVpcEndpoint.ts';
import { modifyVpcEndpointServiceConfiguration } from './modifyVpcEndpointServiceConfiguration.ts';
import { modifyVpcEndpointServicePayerResponsibility } from './modifyVpcEndpointServicePayerResponsibility.ts';
import { modifyVpcEndpointServicePermissions } from './modifyVpcEndpointServicePermissions.ts';
import {
  accept,
  CONSUMER,
  connect,
  makeLoadBalancer,
  makeNetwork,
  makeOffer,
  type Network,
  type Offer,
  PROVIDER,
  reject,
  STRANGER,
} from './testParties.ts';

let caller: TestCaller;
let offer: Offer;
let network: Network;
let elsewhere: Network;

beforeEach(async () => {
  caller = await testCaller();
  offer = makeOffer(caller, { PrivateDnsName: 'api.example.com' });
  network = makeNetwork(caller, CONSUMER);
  elsewhere = makeNetwork(caller, CONSUMER);
});
afterEach(() => setQuotas());

type CreateInput = Parameters<typeof createVpcEndpoint>[1];

function create(input: Partial<CreateInput>, as: { accountId: string } = CONSUMER): string {
  const whole = {
    VpcEndpointType: 'Interface',
    VpcId: network.vpcId,
    ServiceName: offer.serviceName,
    SubnetIds: [network.subnetIds[0]],
    ...input,
  } as CreateInput;
  return codeOf(() => caller.run(createVpcEndpoint, whole, as));
}

function rowCounts(): number[] {
  const { vpcEndpoints, endpointConnections, networkInterfaces, endpointServices } = caller.state.snapshot;
  return [vpcEndpoints.size, endpointConnections.size, networkInterfaces.size, endpointServices.size];
}

describe('CreateVpcEndpoint', () => {
  const policy = (Statement: object) => JSON.stringify({ Statement });
  const cases: [string, string, () => Partial<CreateInput>][] = [
    ['no VPC', 'MissingParameter', () => ({ VpcId: undefined })],
    ['a VPC id that is none', 'InvalidVpcID.Malformed', () => ({ VpcId: 'vpc-xyz' })],
    ['a VPC that is not there', 'InvalidVpcID.NotFound', () => ({ VpcId: 'vpc-00000000000000000' })],
    ["another account's VPC", 'InvalidVpcID.NotFound', () => ({ VpcId: offer.vpcId })],
    ['no service', 'MissingParameter', () => ({ ServiceName: undefined })],
    [
      'an unknown service',
      'InvalidServiceName',
      () => ({ ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0' }),
    ],
    [
      'an AWS service that is none',
      'InvalidServiceName',
      () => ({ ServiceName: 'com.amazonaws.us-east-1.x' }),
    ],
    [
      "another Region's AWS service",
      'InvalidServiceName',
      () => ({ ServiceName: 'com.amazonaws.eu-west-1.sqs', ServiceRegion: 'eu-west-1' }),
    ],
    ['no type, which means Gateway', 'InvalidParameter', () => ({ VpcEndpointType: undefined })],
    ['type GatewayLoadBalancer', 'InvalidParameter', () => ({ VpcEndpointType: 'GatewayLoadBalancer' })],
    ['type Resource', 'UnsupportedOperation', () => ({ VpcEndpointType: 'Resource' })],
    ['type ServiceNetwork', 'UnsupportedOperation', () => ({ VpcEndpointType: 'ServiceNetwork' })],
    ['a type that is none', 'InvalidParameterValue', () => ({ VpcEndpointType: 'interface' as 'Interface' })],
    ['another Region', 'InvalidServiceName', () => ({ ServiceRegion: 'eu-west-1' })],
    ['route tables', 'InvalidParameter', () => ({ RouteTableIds: ['rtb-00000000000000000'] })],
    ['a subnet id that is none', 'InvalidSubnetId.Malformed', () => ({ SubnetIds: ['subnet'] })],
    [
      'a subnet that is not there',
      'InvalidSubnetId.NotFound',
      () => ({ SubnetIds: ['subnet-00000000000000000'] }),
    ],
    ["another account's subnet", 'InvalidSubnetId.NotFound', () => ({ SubnetIds: [offer.subnetIds[0]] })],
    ["another VPC's subnet", 'InvalidParameter', () => ({ SubnetIds: [elsewhere.subnetIds[0]] })],
    ['a zone without a node', 'InvalidParameter', () => ({ SubnetIds: [network.subnetIds[2]] })],
    [
      'a group that is not there',
      'InvalidGroup.NotFound',
      () => ({ SecurityGroupIds: ['sg-00000000000000000'] }),
    ],
    ['a policy that is no JSON', 'InvalidPolicyDocument', () => ({ PolicyDocument: '{' })],
    ['a policy without statements', 'InvalidPolicyDocument', () => ({ PolicyDocument: '{}' })],
    [
      'a policy of less than full access',
      'InvalidParameter',
      () => ({ PolicyDocument: policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }) }),
    ],
    ['IPv6', 'InvalidParameter', () => ({ IpAddressType: 'dualstack' })],
    ['IPv6 records', 'InvalidParameter', () => ({ DnsOptions: { DnsRecordIpType: 'ipv6' } })],
    [
      'inbound resolvers only',
      'InvalidParameter',
      () => ({ DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } }),
    ],
    ['a private name that is not verified', 'InvalidParameter', () => ({ PrivateDnsEnabled: true })],
    [
      'a reserved address',
      'InvalidParameterValue',
      () => ({ SubnetConfigurations: [{ SubnetId: network.subnetIds[0], Ipv4: '10.0.0.3' }] }),
    ],
    [
      'a subnet configuration without an address',
      'InvalidParameter',
      () => ({ SubnetConfigurations: [{ SubnetId: network.subnetIds[0] }] }),
    ],
    [
      'a subnet configuration without a subnet',
      'MissingParameter',
      () => ({ SubnetConfigurations: [{ Ipv4: '10.0.0.9' }] }),
    ],
    [
      'an address outside the subnet',
      'InvalidParameterValue',
      () => ({ SubnetConfigurations: [{ SubnetId: network.subnetIds[0], Ipv4: '10.0.9.9' }] }),
    ],
    [
      'a policy longer than 20,480 characters',
      'InvalidPolicyDocument',
      () => ({ PolicyDocument: ' '.repeat(20_481) }),
    ],
    [
      'more tags than a resource can have',
      'TagLimitExceeded',
      () => ({
        TagSpecifications: [
          {
            ResourceType: 'vpc-endpoint',
            Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' })),
          },
        ],
      }),
    ],
    [
      'a resource configuration',
      'InvalidParameter',
      () => ({
        ResourceConfigurationArn: 'arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/r',
      }),
    ],
    [
      'Lattice DNS options',
      'InvalidParameter',
      () => ({ DnsOptions: { PrivateDnsSpecifiedDomains: ['example.com'] } }),
    ],
    ['a token of 65 characters', 'InvalidParameterValue', () => ({ ClientToken: 't'.repeat(65) })],
    [
      'tags of another thing',
      'InvalidParameterValue',
      () => ({ TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] }),
    ],
  ];
  test.each(cases)('with %s: %s', (_what, code, input) => {
    const before = rowCounts();
    expect(create(input())).toBe(code);
    expect(rowCounts()).toEqual(before);
  });

  test('where much is wrong, tells the first: tags, VPC, service, type, subnets, groups, policy, names, quota', () => {
    setQuotas({ interfaceEndpointsPerVpc: 0 });
    const right: Partial<CreateInput> = {
      TagSpecifications: [],
      VpcId: network.vpcId,
      ServiceName: offer.serviceName,
      RouteTableIds: [],
      SubnetIds: [network.subnetIds[0]],
      SecurityGroupIds: [],
      PolicyDocument: '',
      IpAddressType: 'ipv4',
      PrivateDnsEnabled: false,
    };
    let input: Partial<CreateInput> = {
      TagSpecifications: [{ ResourceType: 'vpc' }],
      VpcId: 'vpc-00000000000000000',
      ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0',
      RouteTableIds: ['rtb-00000000000000000'],
      SubnetIds: ['subnet-00000000000000000'],
      SecurityGroupIds: ['sg-00000000000000000'],
      PolicyDocument: '{',
      IpAddressType: 'ipv6',
      PrivateDnsEnabled: true,
    };
    const told = Object.keys(right).map((member) => {
      const code = create(input);
      input = { ...input, [member]: right[member as keyof CreateInput] };
      return code;
    });
    expect([...told, create(input)]).toEqual([
      'InvalidParameterValue',
      'InvalidVpcID.NotFound',
      'InvalidServiceName',
      'InvalidParameter',
      'InvalidSubnetId.NotFound',
      'InvalidGroup.NotFound',
      'InvalidPolicyDocument',
      'InvalidParameter',
      'InvalidParameter',
      'VpcEndpointLimitExceeded',
    ]);
  });

  test('by an account that is not admitted: InvalidServiceName, as for a service that is not there', () => {
    const { vpcId, subnetIds } = makeNetwork(caller, STRANGER);
    expect(create({ VpcId: vpcId, SubnetIds: [subnetIds[0]] }, STRANGER)).toBe('InvalidServiceName');
  });

  test('with two subnets in one zone: DuplicateSubnetsInSameZone', () => {
    caller.change((tx) => {
      const [first, second] = network.subnetIds.map((id) => tx.subnets.get(id));
      const availabilityZone = first?.spec.availabilityZone ?? '';
      if (second) tx.subnets.put({ ...second, spec: { ...second.spec, availabilityZone } });
    });
    expect(create({ SubnetIds: network.subnetIds.slice(0, 2) })).toBe('DuplicateSubnetsInSameZone');
  });

  test("with another VPC's group: InvalidParameter; with six groups: SecurityGroupsPerInterfaceLimitExceeded", () => {
    const group = (VpcId: string, GroupName: string) =>
      caller.run(createSecurityGroup, { VpcId, GroupName, Description: 'x' }, CONSUMER).GroupId ?? '';
    expect(create({ SecurityGroupIds: [group(elsewhere.vpcId, 'a')] })).toBe('InvalidParameter');
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => group(network.vpcId, name));
    expect(create({ SecurityGroupIds: six })).toBe('SecurityGroupsPerInterfaceLimitExceeded');
    expect(create({ SecurityGroupIds: six.slice(1) })).toBe('no error');
  });

  test('above the quota: VpcEndpointLimitExceeded, and the quota can be raised', () => {
    setQuotas({ interfaceEndpointsPerVpc: 1 });
    expect(create({})).toBe('no error');
    expect(create({})).toBe('VpcEndpointLimitExceeded');
    setQuotas({ interfaceEndpointsPerVpc: 2 });
    expect(create({})).toBe('no error');
  });

  test('with a token of other parameters: IdempotentParameterMismatch', () => {
    expect(create({ ClientToken: 't' })).toBe('no error');
    const before = rowCounts();
    expect(create({ ClientToken: 't' })).toBe('no error');
    expect(rowCounts()).toEqual(before);
    expect(create({ ClientToken: 't', SubnetIds: [] })).toBe('IdempotentParameterMismatch');
  });

  test('with a private name that an endpoint of the VPC has: InvalidParameter; in another VPC it is free', () => {
    verifyAndResolve(network.vpcId);
    verifyAndResolve(elsewhere.vpcId);
    expect(create({ PrivateDnsEnabled: true })).toBe('no error');
    expect(create({ PrivateDnsEnabled: true })).toBe('InvalidParameter');
    const there = { VpcId: elsewhere.vpcId, SubnetIds: [elsewhere.subnetIds[0]] };
    expect(create({ ...there, PrivateDnsEnabled: true })).toBe('no error');
  });

  test.each(['enableDnsSupport', 'enableDnsHostnames'] as const)(
    'with a private name but %s off: InvalidParameter',
    (attribute) => {
      verifyAndResolve(network.vpcId, { [attribute]: false });
      expect(create({ PrivateDnsEnabled: true })).toBe('InvalidParameter');
    },
  );

  test('in a subnet without a free address: InsufficientFreeAddressesInSubnet', () => {
    const cidr = { VpcId: network.vpcId, CidrBlock: '10.0.9.0/28', AvailabilityZoneId: 'use1-az1' };
    const { Subnet } = caller.run(createSubnet, cidr, CONSUMER);
    const SubnetIds = [known(Subnet?.SubnetId, 'a subnet')];
    for (let taken = 0; taken < 11; taken++) expect(create({ SubnetIds })).toBe('no error');
    const before = rowCounts();
    expect(create({ SubnetIds })).toBe('InsufficientFreeAddressesInSubnet');
    expect(rowCounts()).toEqual(before);
  });

  test('without any subnet is accepted', () => {
    expect(create({ SubnetIds: [] })).toBe('no error');
  });

  test('with an address that is taken: InvalidIPAddress.InUse', () => {
    const fixed = { SubnetConfigurations: [{ SubnetId: network.subnetIds[0], Ipv4: '10.0.0.77' }] };
    expect(create(fixed)).toBe('no error');
    expect(create(fixed)).toBe('InvalidIPAddress.InUse');
  });

  function verifyAndResolve(vpcId: string, off: object = {}) {
    caller.change((tx) => {
      verifyPrivateDnsName(tx, known(tx.endpointServices.get(offer.serviceId), 'the service'));
      const vpc = known(tx.vpcs.get(vpcId), 'the VPC');
      tx.vpcs.put({
        ...vpc,
        spec: { ...vpc.spec, enableDnsSupport: true, enableDnsHostnames: true, ...off },
      });
    });
  }
});

describe('ModifyVpcEndpoint', () => {
  type ModifyInput = Parameters<typeof modifyVpcEndpoint>[1];
  const modify = (VpcEndpointId: string, change: Partial<ModifyInput>) =>
    codeOf(() => caller.run(modifyVpcEndpoint, { VpcEndpointId, ...change }, CONSUMER));

  test('adds a zone, moves within a zone to a fixed address, and leaves a zone', () => {
    const [a, b] = network.subnetIds;
    const id = connect(caller, offer, network.vpcId, [a]);
    const places = () => caller.state.snapshot.vpcEndpoints.get(id)?.status.networkInterfaceIds ?? {};
    expect(modify(id, { AddSubnetIds: [b] })).toBe('no error');
    expect(Object.keys(places())).toEqual([a, b]);
    const first = places()[a] ?? '';
    expect(modify(id, { SubnetConfigurations: [{ SubnetId: a, Ipv4: '10.0.0.99' }] })).toBe('no error');
    const moved = caller.state.snapshot.networkInterfaces.get(places()[a] ?? '');
    expect(moved?.spec.privateIpAddress).toBe('10.0.0.99');
    expect(caller.state.snapshot.networkInterfaces.get(first)?.status.dataPlane).toBe('removing');
    expect(modify(id, { RemoveSubnetIds: [a, b] })).toBe('no error');
    expect(places()).toEqual({});
  });

  const cases: [string, string, () => Partial<ModifyInput>][] = [
    ['a zone it is in already', 'no error', () => ({ AddSubnetIds: [network.subnetIds[0]] })],
    ['a zone without a node', 'InvalidParameter', () => ({ AddSubnetIds: [network.subnetIds[2]] })],
    [
      'the removal of a subnet it is not in',
      'InvalidSubnetId.NotFound',
      () => ({ RemoveSubnetIds: [network.subnetIds[1]] }),
    ],
    ['the removal of its last group', 'InvalidParameter', () => ({ RemoveSecurityGroupIds: groupsOfAll() })],
    [
      'a group that is not there',
      'InvalidGroup.NotFound',
      () => ({ AddSecurityGroupIds: ['sg-00000000000000000'] }),
    ],
    ['route tables', 'InvalidParameter', () => ({ AddRouteTableIds: ['rtb-00000000000000000'] })],
    ['a private name that is not verified', 'InvalidParameter', () => ({ PrivateDnsEnabled: true })],
    ['a bad policy', 'InvalidPolicyDocument', () => ({ PolicyDocument: 'x' })],
    ['a reset of its policy', 'no error', () => ({ ResetPolicy: true })],
  ];
  test.each(cases)('with %s: %s', (_what, code, change) => {
    const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 1));
    expect(modify(id, change())).toBe(code);
  });

  test('of a deleted endpoint, a strange one or a malformed id is refused', () => {
    const id = connect(caller, offer, network.vpcId, []);
    caller.run(deleteVpcEndpoints, { VpcEndpointIds: [id] }, CONSUMER);
    expect(modify(id, { ResetPolicy: true })).toBe('InvalidVpcEndpointId.NotFound');
    expect(modify('vpce-00000000000000000', {})).toBe('InvalidVpcEndpointId.NotFound');
    expect(modify('vpce-xyz', {})).toBe('InvalidVpcEndpointId.Malformed');
  });

  function groupsOfAll(): string[] {
    return [...caller.state.snapshot.vpcEndpoints.all()].flatMap((row) => row.spec.groupIds);
  }
});

describe('an endpoint service', () => {
  const createService = (input: Parameters<typeof createVpcEndpointServiceConfiguration>[1]) =>
    codeOf(() => caller.run(createVpcEndpointServiceConfiguration, input, PROVIDER));
  const modify = (change: object) =>
    codeOf(() =>
      caller.run(modifyVpcEndpointServiceConfiguration, { ServiceId: offer.serviceId, ...change }, PROVIDER),
    );
  const unused = () => makeLoadBalancer(caller, 'unused', offer.subnetIds.slice(0, 1));

  test.each<[string, string, () => Parameters<typeof createVpcEndpointServiceConfiguration>[1]]>([
    ['no load balancer', 'InvalidParameter', () => ({})],
    [
      'an ARN that is none',
      'InvalidNetworkLoadBalancerArn.Malformed',
      () => ({ NetworkLoadBalancerArns: ['x'] }),
    ],
    [
      'a load balancer that is not there',
      'InvalidNetworkLoadBalancerArn.NotFound',
      () => ({ NetworkLoadBalancerArns: [`${offer.loadBalancerArn.slice(0, -16)}0000000000000000`] }),
    ],
    [
      "another service's load balancer",
      'InvalidParameter',
      () => ({ NetworkLoadBalancerArns: [offer.loadBalancerArn] }),
    ],
    [
      'a gateway ARN that is none',
      'InvalidGatewayLoadBalancerArn.Malformed',
      () => ({ GatewayLoadBalancerArns: ['arn'] }),
    ],
    [
      'a Gateway Load Balancer that is not there',
      'InvalidGatewayLoadBalancerArn.NotFound',
      () => ({
        GatewayLoadBalancerArns: [
          'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/gwy/a/0123456789abcdef',
        ],
      }),
    ],
    [
      'an address type that is none',
      'InvalidParameter',
      () => ({ NetworkLoadBalancerArns: [unused()], SupportedIpAddressTypes: ['ipv5'] }),
    ],
    [
      'both kinds',
      'InvalidParameter',
      () => ({ NetworkLoadBalancerArns: ['arn'], GatewayLoadBalancerArns: ['arn'] }),
    ],
    [
      'IPv6 without a dualstack load balancer',
      'InvalidParameter',
      () => ({ NetworkLoadBalancerArns: [unused()], SupportedIpAddressTypes: ['ipv6'] }),
    ],
    [
      'a Region that is none',
      'InvalidParameterValue',
      () => ({ NetworkLoadBalancerArns: [unused()], SupportedRegions: ['eu-west-9'] }),
    ],
    [
      'a name that is none',
      'InvalidParameter',
      () => ({ NetworkLoadBalancerArns: [unused()], PrivateDnsName: 'a b.c' }),
    ],
  ])('is not made of %s: %s', (_what, code, input) => {
    expect(createService(input())).toBe(code);
  });

  test('keeps its load balancers and its private name while an endpoint is connected', () => {
    const id = connect(caller, offer, network.vpcId, []);
    const second = unused();
    expect(modify({ AddNetworkLoadBalancerArns: [second] })).toBe('no error');
    expect(modify({ RemoveNetworkLoadBalancerArns: [second] })).toBe('ExistingVpcEndpointConnections');
    expect(modify({ PrivateDnsName: 'other.example.com' })).toBe('ExistingVpcEndpointConnections');
    expect(modify({ RemovePrivateDnsName: true })).toBe('ExistingVpcEndpointConnections');
    expect(modify({ PrivateDnsName: 'api.example.com' })).toBe('no error');
    reject(caller, offer, id);
    expect(modify({ RemoveNetworkLoadBalancerArns: [second] })).toBe('no error');
    expect(modify({ RemovePrivateDnsName: true })).toBe('no error');
  });

  test('keeps one load balancer, IPv4 and its own Region', () => {
    expect(modify({ RemoveNetworkLoadBalancerArns: [offer.loadBalancerArn] })).toBe('InvalidParameter');
    expect(modify({ RemoveSupportedIpAddressTypes: ['ipv4'] })).toBe('InvalidParameter');
    expect(modify({ RemoveSupportedRegions: ['us-east-1'] })).toBe('InvalidParameter');
  });

  test('is deleted once no endpoint is connected, and tells per service why not', () => {
    const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 1));
    accept(caller, offer, id);
    const remove = (...ServiceIds: string[]) =>
      caller
        .run(deleteVpcEndpointServiceConfigurations, { ServiceIds }, PROVIDER)
        .Unsuccessful?.map((item) => [item.ResourceId, item.Error?.Code]);
    const unknown = 'vpce-svc-00000000000000000';
    expect(remove(offer.serviceId, unknown)).toEqual([
      [offer.serviceId, 'ExistingVpcEndpointConnections'],
      [unknown, 'InvalidVpcEndpointService.NotFound'],
    ]);
    reject(caller, offer, id);
    expect(remove(offer.serviceId)).toEqual([]);
    expect(caller.state.snapshot.servicePermissions.size).toBe(0);
    expect(caller.state.snapshot.vpcEndpoints.get(id)?.status.state).toBe('rejected');
    expect(caller.run(deleteVpcEndpoints, { VpcEndpointIds: [id] }, CONSUMER).Unsuccessful).toEqual([]);
    expect(codeOf(() => remove('vpce-svc'))).toBe('InvalidVpcEndpointServiceId.NotFound');
  });

  test('whose token is used again after its deletion is not there', () => {
    const input = { NetworkLoadBalancerArns: [unused()], ClientToken: 't' };
    const make = () => caller.run(createVpcEndpointServiceConfiguration, input, PROVIDER);
    const id = make().ServiceConfiguration?.ServiceId ?? '';
    expect(make().ServiceConfiguration?.ServiceId).toBe(id);
    caller.run(deleteVpcEndpointServiceConfigurations, { ServiceIds: [id] }, PROVIDER);
    expect(codeOf(make)).toBe('InvalidVpcEndpointServiceId.NotFound');
  });

  test('is seen and changed by its owner only', () => {
    const strange = { ServiceIds: [offer.serviceId] };
    expect(codeOf(() => caller.run(describeVpcEndpointServiceConfigurations, strange, CONSUMER))).toBe(
      'InvalidVpcEndpointServiceId.NotFound',
    );
    const change = { ServiceId: offer.serviceId, AddAllowedPrincipals: ['*'] };
    expect(codeOf(() => caller.run(modifyVpcEndpointServicePermissions, change, CONSUMER))).toBe(
      'InvalidVpcEndpointServiceId.NotFound',
    );
    expect(caller.run(describeVpcEndpointConnections, {}, CONSUMER).VpcEndpointConnections).toEqual([]);
  });

  test('takes the bill once and for all', () => {
    const pay = (PayerResponsibility: string) =>
      codeOf(() =>
        caller.run(
          modifyVpcEndpointServicePayerResponsibility,
          { ServiceId: offer.serviceId, PayerResponsibility: PayerResponsibility as 'ServiceOwner' },
          PROVIDER,
        ),
      );
    expect(pay('VpcEndpointOwner')).toBe('InvalidParameterValue');
    expect(pay('ServiceOwner')).toBe('no error');
  });
});

describe('a permission', () => {
  const add = (...AddAllowedPrincipals: string[]) =>
    caller.run(
      modifyVpcEndpointServicePermissions,
      { ServiceId: offer.serviceId, AddAllowedPrincipals },
      PROVIDER,
    );
  const asCaller = (principalArn: string) => {
    const { vpcId } = makeNetwork(caller, STRANGER);
    const input = { VpcEndpointType: 'Interface' as const, VpcId: vpcId, ServiceName: offer.serviceName };
    return codeOf(() => caller.run(createVpcEndpoint, input, { ...STRANGER, principalArn }));
  };
  const arn = (rest: string) => `arn:aws:iam::${STRANGER.accountId}:${rest}`;

  test.each([
    ['*', 'All'],
    [arn('root'), 'Account'],
    [arn('user/alice'), 'User'],
    [arn('role/deployer'), 'Role'],
    ['arn:aws:organizations::111111111111:ou/o-abc1234567/ou-ab12-cdef3456', 'OrganizationUnit'],
    ['example.amazonaws.com', 'Service'],
  ])('for %s is of type %s', (principal, type) => {
    expect(add(principal).AddedPrincipals).toMatchObject([{ Principal: principal, PrincipalType: type }]);
  });

  test.each([STRANGER.accountId, arn('user/path/alice'), arn('group/admins'), '', 'arn:aws:s3:::bucket'])(
    "for '%s' is refused",
    (principal) => {
      expect(codeOf(() => add(principal))).toBe('InvalidPrincipal');
    },
  );

  test.each([
    ['*', arn('user/bob'), 'no error'],
    [arn('root'), arn('user/bob'), 'no error'],
    [arn('user/alice'), arn('user/alice'), 'no error'],
    [arn('user/alice'), arn('user/bob'), 'InvalidServiceName'],
    [arn('role/deployer'), `arn:aws:sts::${STRANGER.accountId}:assumed-role/deployer/session`, 'no error'],
    [
      arn('role/deployer'),
      `arn:aws:sts::${STRANGER.accountId}:assumed-role/other/session`,
      'InvalidServiceName',
    ],
    ['arn:aws:iam::444444444444:root', arn('root'), 'InvalidServiceName'],
  ])('for %s lets %s: %s', (principal, principalArn, outcome) => {
    add(principal);
    expect(asCaller(principalArn)).toBe(outcome);
  });

  test('given twice is one, and its removal leaves what is connected', () => {
    expect(add(arn('root')).AddedPrincipals).toHaveLength(1);
    expect(add(arn('root')).AddedPrincipals).toHaveLength(0);
    const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 1));
    accept(caller, offer, id);
    const all = [...caller.state.snapshot.servicePermissions.all()].map((row) => row.spec.principal);
    const change = { ServiceId: offer.serviceId, RemoveAllowedPrincipals: all };
    caller.run(modifyVpcEndpointServicePermissions, change, PROVIDER);
    expect(caller.state.snapshot.servicePermissions.size).toBe(0);
    expect(caller.state.snapshot.vpcEndpoints.get(id)?.status.state).toBe('pending');
    expect(create({})).toBe('InvalidServiceName');
  });
});

describe('DescribeVpcEndpoints', () => {
  const describeWith = (input: Parameters<typeof describeVpcEndpoints>[1], as = CONSUMER) =>
    caller.run(describeVpcEndpoints, input, as).VpcEndpoints?.map((row) => row.VpcEndpointId);

  test("shows the caller's own only, by every filter", () => {
    const id = connect(caller, offer, network.vpcId, []);
    connect(caller, offer, elsewhere.vpcId, []);
    expect(describeWith({ Filters: [{ Name: 'vpc-id', Values: [network.vpcId] }] })).toEqual([id]);
    expect(describeWith({ Filters: [{ Name: 'vpc-endpoint-id', Values: [id] }] })).toEqual([id]);
    expect(
      describeWith({ Filters: [{ Name: 'vpc-endpoint-state', Values: ['pendingAcceptance'] }] }),
    ).toHaveLength(2);
    expect(describeWith({ Filters: [{ Name: 'vpc-endpoint-state', Values: ['available'] }] })).toEqual([]);
    expect(describeWith({ Filters: [{ Name: 'service-name', Values: ['*.vpce-svc-*'] }] })).toHaveLength(2);
    expect(describeWith({ Filters: [{ Name: 'vpc-endpoint-type', Values: ['Interface'] }] })).toHaveLength(2);
    expect(describeWith({}, PROVIDER)).toEqual([]);
  });

  test('refuses unknown ids, unknown filters and ids with MaxResults', () => {
    const id = connect(caller, offer, network.vpcId, []);
    expect(codeOf(() => describeWith({ VpcEndpointIds: ['vpce-00000000000000000'] }))).toBe(
      'InvalidVpcEndpointId.NotFound',
    );
    expect(codeOf(() => describeWith({ VpcEndpointIds: [id] }, STRANGER))).toBe(
      'InvalidVpcEndpointId.NotFound',
    );
    expect(codeOf(() => describeWith({ Filters: [{ Name: 'colour', Values: ['red'] }] }))).toBe(
      'InvalidParameterValue',
    );
    expect(codeOf(() => describeWith({ VpcEndpointIds: [id], MaxResults: 5 }))).toBe(
      'InvalidParameterCombination',
    );
  });

  test('pages through all of them', () => {
    const ids = [1, 2, 3].map(() => connect(caller, offer, network.vpcId, []));
    const first = caller.run(describeVpcEndpoints, { MaxResults: 2 }, CONSUMER);
    const rest = caller.run(describeVpcEndpoints, { MaxResults: 2, NextToken: first.NextToken }, CONSUMER);
    const seen = [...(first.VpcEndpoints ?? []), ...(rest.VpcEndpoints ?? [])];
    expect(seen.map((row) => row.VpcEndpointId)).toEqual(ids);
    expect(rest.NextToken).toBeUndefined();
  });
});

test('bulk calls refuse malformed ids as a whole and list the unknown ones', () => {
  const id = connect(caller, offer, network.vpcId, network.subnetIds.slice(0, 1));
  const remove = (...VpcEndpointIds: string[]) =>
    caller.run(deleteVpcEndpoints, { VpcEndpointIds }, CONSUMER);
  expect(codeOf(() => remove(id, 'vpce-!'))).toBe('InvalidVpcEndpointId.Malformed');
  expect(caller.state.snapshot.vpcEndpoints.get(id)?.status.state).toBe('pendingAcceptance');
  expect(remove('vpce-00000000000000000', id).Unsuccessful).toEqual([
    {
      ResourceId: 'vpce-00000000000000000',
      Error: {
        Code: 'InvalidVpcEndpoint.NotFound',
        Message: "The Vpc Endpoint Id 'vpce-00000000000000000' does not exist",
      },
    },
  ]);
  expect(caller.state.snapshot.vpcEndpoints.get(id)?.status.state).toBe('deleting');
});

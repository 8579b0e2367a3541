/** Addresses of load balancers: Elastic IPs, IPv6, prefixes for source NAT. */
import { beforeEach, describe, expect, test } from 'vitest';
import { allocateAddress } from '../ec2/elasticIp/allocateAddress.ts';
import { describeAddresses } from '../ec2/elasticIp/describeAddresses.ts';
import { codeOf, type TestCaller, testCaller } from '../testCall.ts';
import { createListener } from './createListener.ts';
import { deleteLoadBalancer } from './deleteLoadBalancer.ts';
import { describeLoadBalancers } from './describeLoadBalancers.ts';
import { registerTargets } from './registerTargets.ts';
import { setIpAddressType } from './setIpAddressType.ts';
import { setSubnets } from './setSubnets.ts';
import { makeLoadBalancer, makeNetwork, makeTargetGroup, type Network } from './testBalancer.ts';

let caller: TestCaller;
beforeEach(async () => {
  caller = await testCaller();
});

const zonesOf = (arn: string) =>
  caller.run(describeLoadBalancers, { LoadBalancerArns: [arn] }).LoadBalancers?.[0]?.AvailabilityZones ?? [];

describe('an Elastic IP', () => {
  let network: Network;
  beforeEach(() => {
    network = makeNetwork(caller);
  });
  const allocate = () => caller.run(allocateAddress, { Domain: 'vpc' });
  const make = (AllocationId: string | undefined, options = {}) =>
    makeLoadBalancer(caller, network, {
      Scheme: 'internet-facing',
      SubnetMappings: [{ SubnetId: network.subnetIds[0], AllocationId }],
      ...options,
    });

  test('is shown with its allocation, bound to the node, and free again with the load balancer', () => {
    const { AllocationId, PublicIp } = allocate();
    const LoadBalancerArn = make(AllocationId);
    expect(zonesOf(LoadBalancerArn)[0]?.LoadBalancerAddresses).toEqual([
      { IpAddress: PublicIp, AllocationId },
    ]);
    const node = caller.state.snapshot.loadBalancers.get(LoadBalancerArn)?.spec.zones[0]?.networkInterfaceId;
    const shown = () => caller.run(describeAddresses, {}).Addresses?.[0]?.NetworkInterfaceId;
    expect(shown()).toBe(node);
    expect(make(AllocationId)).toBe(LoadBalancerArn);
    caller.run(deleteLoadBalancer, { LoadBalancerArn });
    expect(shown()).toBeFalsy();
  });

  test('is refused where it is not there, in use, internal, or named twice', () => {
    const { AllocationId } = allocate();
    expect(codeOf(() => make('eipalloc-00000000000000000'))).toBe('AllocationIdNotFound');
    expect(codeOf(() => make(AllocationId, { Scheme: 'internal' }))).toBe('InvalidConfigurationRequest');
    const SubnetMappings = network.subnetIds.map((SubnetId) => ({ SubnetId, AllocationId }));
    expect(codeOf(() => make(undefined, { SubnetMappings }))).toBe('ValidationError');
    make(AllocationId);
    expect(codeOf(() => make(AllocationId, { Name: 'second' }))).toBe('ResourceInUse');
  });

  test('may come with a further zone', () => {
    const LoadBalancerArn = make(allocate().AllocationId);
    const [first] = zonesOf(LoadBalancerArn);
    const AllocationId = allocate().AllocationId;
    const SubnetMappings = [
      { SubnetId: network.subnetIds[0] },
      { SubnetId: network.subnetIds[1], AllocationId },
    ];
    const { AvailabilityZones } = caller.run(setSubnets, { LoadBalancerArn, SubnetMappings });
    expect(AvailabilityZones?.[0]).toEqual(first);
    expect(AvailabilityZones?.[1]?.LoadBalancerAddresses).toMatchObject([{ AllocationId }]);
  });
});

describe('IPv6', () => {
  let network: Network;
  beforeEach(() => {
    network = makeNetwork(caller, { ipv6: true });
  });
  const DUAL = { IpAddressType: 'dualstack' as const };
  const blockOf = (at: number) =>
    (
      caller.state.snapshot.subnets.get(network.subnetIds[at] ?? '')?.spec.ipv6Block?.ipv6CidrBlock ?? ''
    ).replace('::/64', ':');
  const addressIn = (at: number) => expect.stringMatching(new RegExp(`^${blockOf(at)}`));

  test('needs subnets that have it', () => {
    const plain = makeNetwork(caller);
    expect(codeOf(() => makeLoadBalancer(caller, plain, DUAL))).toBe('InvalidConfigurationRequest');
    const LoadBalancerArn = makeLoadBalancer(caller, plain);
    const set = (IpAddressType: 'dualstack') =>
      codeOf(() => caller.run(setIpAddressType, { LoadBalancerArn, IpAddressType }));
    expect(set('dualstack')).toBe('InvalidConfigurationRequest');
    expect(set('dualstack-without-public-ipv4' as 'dualstack')).toBe('InvalidConfigurationRequest');
    expect(set('ipv5' as 'dualstack')).toBe('ValidationError');
  });

  test('gives each node an address of its subnet, shown with the interface too', () => {
    const arn = makeLoadBalancer(caller, network, DUAL);
    const shown = zonesOf(arn).map(({ LoadBalancerAddresses }) => LoadBalancerAddresses?.[0]?.IPv6Address);
    expect(shown).toEqual([addressIn(0), addressIn(1)]);
    const nodes = caller.state.snapshot.networkInterfaces.by('vpc', network.vpcId);
    expect(nodes.map(({ spec }) => spec.ipv6Addresses)).toEqual(shown.map((each) => [each]));
  });

  test('comes and goes with SetIpAddressType, and a chosen address is kept', () => {
    const IPv6Address = `${blockOf(0)}:1234`;
    const SubnetMappings = [{ SubnetId: network.subnetIds[0], IPv6Address }];
    const LoadBalancerArn = makeLoadBalancer(caller, network, { ...DUAL, SubnetMappings });
    expect(zonesOf(LoadBalancerArn)[0]?.LoadBalancerAddresses).toEqual([{ IPv6Address }]);
    caller.run(setIpAddressType, { LoadBalancerArn, IpAddressType: 'ipv4' });
    expect(zonesOf(LoadBalancerArn)[0]?.LoadBalancerAddresses).toEqual([]);
    caller.run(setIpAddressType, { LoadBalancerArn, IpAddressType: 'dualstack' });
    const again = zonesOf(LoadBalancerArn)[0]?.LoadBalancerAddresses;
    expect(again).toEqual([{ IPv6Address: addressIn(0) }]);
    expect(zonesOf(LoadBalancerArn)[0]?.LoadBalancerAddresses).toEqual(again);
  });

  test('is refused as an address of a load balancer without it, or outside the subnet', () => {
    const make = (IPv6Address: string, options = {}) =>
      codeOf(() =>
        makeLoadBalancer(caller, network, {
          SubnetMappings: [{ SubnetId: network.subnetIds[0], IPv6Address }],
          ...options,
        }),
      );
    expect(make(`${blockOf(0)}:5`)).toBe('InvalidConfigurationRequest');
    expect(make(`${blockOf(1)}:5`, DUAL)).toBe('InvalidConfigurationRequest');
  });

  test('carries datagrams only with prefixes for source NAT, one in each subnet', () => {
    const group = makeTargetGroup(caller, network, { Protocol: 'UDP' });
    const listen = (LoadBalancerArn: string) =>
      codeOf(() =>
        caller.run(createListener, {
          LoadBalancerArn,
          Protocol: 'UDP',
          Port: 53,
          DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
        }),
      );
    const LoadBalancerArn = makeLoadBalancer(caller, network, DUAL);
    expect(listen(LoadBalancerArn)).toBe('InvalidConfigurationRequest');
    const Subnets = network.subnetIds.slice(0, 2);
    const set = (EnablePrefixForIpv6SourceNat: 'on' | 'off') =>
      codeOf(() => caller.run(setSubnets, { LoadBalancerArn, Subnets, EnablePrefixForIpv6SourceNat }));
    expect(set('on')).toBe('no error');
    expect(zonesOf(LoadBalancerArn).map(({ SourceNatIpv6Prefixes }) => SourceNatIpv6Prefixes)).toEqual([
      [expect.stringMatching(/\/80$/)],
      [expect.stringMatching(/\/80$/)],
    ]);
    expect(listen(LoadBalancerArn)).toBe('no error');
    expect(set('off')).toBe('InvalidConfigurationRequest');
  });

  test('prefixes need dualstack, and are of the subnet', () => {
    const make = (SourceNatIpv6Prefix: string | undefined, options = {}) =>
      codeOf(() =>
        makeLoadBalancer(caller, network, {
          EnablePrefixForIpv6SourceNat: 'on',
          SubnetMappings: [{ SubnetId: network.subnetIds[0], SourceNatIpv6Prefix }],
          ...DUAL,
          ...options,
        }),
      );
    expect(make(undefined, { IpAddressType: 'ipv4' })).toBe('InvalidConfigurationRequest');
    expect(make(`${blockOf(1)}:/80`)).toBe('InvalidConfigurationRequest');
    expect(make(`${blockOf(0)}:/96`)).toBe('InvalidConfigurationRequest');
    expect(make(`${blockOf(0)}:/80`, { EnablePrefixForIpv6SourceNat: 'off' })).toBe(
      'InvalidConfigurationRequest',
    );
    expect(make('auto_assigned')).toBe('no error');
  });

  test('has target groups of its own, whose targets are in the VPC', () => {
    const ipv6 = { IpAddressType: 'ipv6' as const };
    const TargetGroupArn = makeTargetGroup(caller, network, ipv6);
    const add = (Id: string) =>
      codeOf(() => caller.run(registerTargets, { TargetGroupArn, Targets: [{ Id }] }));
    expect(add(`${blockOf(1)}:77`)).toBe('no error');
    expect(add('10.0.0.5')).toBe('ValidationError');
    expect(add('2001:db8::1')).toBe('InvalidTarget');
    const listen = (LoadBalancerArn: string) =>
      codeOf(() =>
        caller.run(createListener, {
          LoadBalancerArn,
          Protocol: 'TCP',
          Port: 80,
          DefaultActions: [{ Type: 'forward', TargetGroupArn }],
        }),
      );
    expect(listen(makeLoadBalancer(caller, network))).toBe('InvalidConfigurationRequest');
    expect(listen(makeLoadBalancer(caller, network, { ...DUAL, Name: 'dual' }))).toBe('no error');
  });
});

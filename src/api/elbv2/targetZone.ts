/** Whether something may be a target of a group, and the zone it is in. */
import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../../base/awsError.ts';
import { containsAddress, parseCidr, parseIpv4 } from '../../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../../base/ipv6.ts';
import { scopeKey } from '../../resources/identity.ts';
import type { TargetGroup } from '../../resources/loadBalancer.ts';
import { findZone } from '../../resources/zones.ts';
import type { Call } from '../operation.ts';
import { required, validationError } from './errors.ts';

/** Where targets outside the VPC may be: RFC 1918 and RFC 6598. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * The target's zone, or `all` for an address outside the VPC.
 * @throws AwsError InvalidTarget, ValidationError
 */
export function zoneOfTarget(call: Call, group: TargetGroup, target: TargetDescription): string {
  switch (group.spec.targetType) {
    case 'instance':
      return zoneOfInstance(call, group, target);
    case 'ip':
      return zoneOfAddress(call, group, target);
    case 'alb':
      throw refusalOfLoadBalancer(target);
  }
}

function zoneOfInstance(call: Call, group: TargetGroup, target: TargetDescription): string {
  const id = required(target.Id, 'Id');
  if (target.AvailabilityZone) {
    throw validationError('An Availability Zone cannot be specified for targets of type instance');
  }
  const instance = call.tx.instances.get(id);
  if (!instance || scopeKey(instance) !== scopeKey(call)) {
    throw invalidTarget(`Instance ID '${id}' is not valid`);
  }
  if (instance.spec.vpcId !== group.spec.vpcId) {
    throw invalidTarget(
      `The following targets are not in the target group VPC '${group.spec.vpcId}': '${id}'`,
    );
  }
  if (instance.status.state !== 'running') {
    throw invalidTarget(`The following targets are not in a running state and cannot be registered: '${id}'`);
  }
  return call.tx.networkInterfaces.get(instance.spec.networkInterfaceId)?.spec.availabilityZone ?? 'all';
}

/** There are no Application Load Balancers, so that none is found. */
function refusalOfLoadBalancer({ Id, AvailabilityZone }: TargetDescription): AwsError {
  const id = required(Id, 'Id');
  if (AvailabilityZone) {
    return validationError('An Availability Zone cannot be specified for targets of type alb');
  }
  if (!/^arn:aws[\w-]*:elasticloadbalancing:[\w-]+:\d{12}:loadbalancer\/app\//.test(id)) {
    return validationError(`'${id}' is not a valid Application Load Balancer ARN`);
  }
  return invalidTarget(`The Application Load Balancer '${id}' is not found`);
}

function zoneOfAddress(call: Call, group: TargetGroup, { Id, AvailabilityZone }: TargetDescription): string {
  const text = required(Id, 'Id');
  if (group.spec.ipAddressType === 'ipv6') return zoneOfIpv6Address(call, group, text);
  const address = parseIpv4(text);
  if (address === undefined) throw validationError(`The IP address '${text}' is not a valid IPv4 address`);
  const home = zoneInVpc(call, group.spec.vpcId, address);
  checkZone(call, AvailabilityZone);
  if (home) return AvailabilityZone ?? home;
  if (!PRIVATE_BLOCKS.some((block) => contains(block, address))) {
    throw invalidTarget(`The IP address '${text}' is not within the VPC or a private address range`);
  }
  if (AvailabilityZone !== 'all') {
    throw invalidTarget(`The IP address '${text}' is outside the VPC: its Availability Zone must be 'all'`);
  }
  return AvailabilityZone;
}

function zoneOfIpv6Address({ tx }: Call, group: TargetGroup, text: string): string {
  const address = parseIpv6Cidr(`${text}/128`);
  if (!address) throw validationError(`The IP address '${text}' is not a valid IPv6 address`);
  const home = tx.subnets.by('vpc', group.spec.vpcId).find(({ spec }) => {
    const block = parseIpv6Cidr(spec.ipv6Block?.ipv6CidrBlock ?? '');
    return block !== undefined && containsIpv6Cidr(block, address);
  });
  if (home) return home.spec.availabilityZone;
  throw invalidTarget(`The IP address '${text}' is not within the VPC`);
}

function checkZone(call: Call, zone: string | undefined): void {
  if (zone === undefined || zone === 'all' || findZone(call, zone)?.name === zone) return;
  throw validationError(`The Availability Zone '${zone}' is not valid`);
}

function zoneInVpc({ tx }: Call, vpcId: string, address: number): string | undefined {
  return tx.subnets.by('vpc', vpcId).find((subnet) => contains(subnet.spec.cidrBlock ?? '', address))?.spec
    .availabilityZone;
}

function contains(block: string, address: number): boolean {
  const cidr = parseCidr(block);
  return cidr !== undefined && containsAddress(cidr, address);
}

function invalidTarget(message: string): AwsError {
  return new AwsError('InvalidTarget', message);
}

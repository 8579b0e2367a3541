/** ModifySubnetAttribute: one attribute per call. */
import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findSubnet } from '../ids.ts';

type Attribute = Exclude<keyof ModifySubnetAttributeRequest, 'SubnetId'>;
type Change = (subnet: Subnet, input: ModifySubnetAttributeRequest) => Partial<Subnet['spec']>;

const CHANGES: Readonly<Record<Attribute, Change>> = {
  MapPublicIpOnLaunch: (_, { MapPublicIpOnLaunch }) => ({ mapPublicIpOnLaunch: isOn(MapPublicIpOnLaunch) }),
  AssignIpv6AddressOnCreation: (subnet, { AssignIpv6AddressOnCreation }) => ({
    assignIpv6AddressOnCreation: isOnWithIpv6(
      subnet,
      'assign-ipv6-address-on-creation',
      AssignIpv6AddressOnCreation,
    ),
  }),
  EnableDns64: (subnet, { EnableDns64 }) => ({
    enableDns64: isOnWithIpv6(subnet, 'enable-dns64', EnableDns64),
  }),
  PrivateDnsHostnameTypeOnLaunch: (_, { PrivateDnsHostnameTypeOnLaunch }) => ({
    hostnameTypeOnLaunch: hostnameType(PrivateDnsHostnameTypeOnLaunch ?? ''),
  }),
  EnableResourceNameDnsARecordOnLaunch: (_, { EnableResourceNameDnsARecordOnLaunch }) => ({
    resourceNameDnsARecordOnLaunch: isOn(EnableResourceNameDnsARecordOnLaunch),
  }),
  EnableResourceNameDnsAAAARecordOnLaunch: (subnet, { EnableResourceNameDnsAAAARecordOnLaunch }) => ({
    resourceNameDnsAAAARecordOnLaunch: isOnWithIpv6(
      subnet,
      'enable-resource-name-dns-aaaa-record-on-launch',
      EnableResourceNameDnsAAAARecordOnLaunch,
    ),
  }),
  MapCustomerOwnedIpOnLaunch: (_, input) => onOutposts(isOn(input.MapCustomerOwnedIpOnLaunch)),
  CustomerOwnedIpv4Pool: () => onOutposts(true),
  EnableLniAtDeviceIndex: () => onOutposts(true),
  DisableLniAtDeviceIndex: (_, { DisableLniAtDeviceIndex }) => onOutposts(!isOn(DisableLniAtDeviceIndex)),
};

export function modifySubnetAttribute(call: Call, input: ModifySubnetAttributeRequest): object {
  const subnet = findSubnet(call, input.SubnetId);
  const given = onlyAttribute(input);
  call.tx.subnets.put({ ...subnet, spec: { ...subnet.spec, ...CHANGES[given](subnet, input) } });
  return {};
}

/** An Outpost's pool goes with its switch; otherwise AWS takes one attribute at a time. */
function onlyAttribute(input: ModifySubnetAttributeRequest): Attribute {
  const given = (Object.keys(CHANGES) as Attribute[]).filter((name) => input[name] !== undefined);
  const [first, second] = given;
  if (!first) {
    throw new AwsError('MissingParameter', 'The request must contain a subnet attribute to modify.');
  }
  if (!second || (first === 'MapCustomerOwnedIpOnLaunch' && second === 'CustomerOwnedIpv4Pool')) return first;
  const names = given.map((name) => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`).join(', ');
  throw new AwsError(
    'InvalidRequest',
    `Only one subnet attribute can be modified at a time. Provided attributes: [${names}]`,
  );
}

function isOn(value: { readonly Value?: boolean } | undefined): boolean {
  return value?.Value === true;
}

/** What only a subnet with IPv6 addresses may turn on. */
function isOnWithIpv6(
  { id, spec }: Subnet,
  attribute: string,
  value: { readonly Value?: boolean } | undefined,
): boolean {
  if (isOn(value) && !spec.ipv6Block) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value 'true' for ${attribute}. Cannot set ${attribute} to true unless the subnet (${id}) has an IPv6 CIDR block associated with it.`,
    );
  }
  return isOn(value);
}

function hostnameType(value: string): 'ip-name' | 'resource-name' {
  if (value === 'ip-name' || value === 'resource-name') return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter privateDnsHostnameTypeOnLaunch is invalid. Valid values are ip-name, resource-name.`,
  );
}

/** Attributes of subnets on an Outpost, which there are none of, may stay off. */
function onOutposts(wanted: boolean): Partial<Subnet['spec']> {
  if (wanted) throw unsupported('An attribute of subnets on an Outpost');
  return {};
}

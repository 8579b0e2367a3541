/** RunInstances: each instance is a network namespace with its interfaces; image and type are only remembered. */
import { _InstanceType, type Reservation, type RunInstancesRequest } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import type { Tags } from '../../../resources/identity.ts';
import type { Instance } from '../../../resources/instance.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { attachInterface, withPublicIp } from '../../../state/attachments.ts';
import { assignPrefixes } from '../../../state/interfacePrefixes.ts';
import { createInterface, freeAddressCount } from '../../../state/interfaces.ts';
import { giveIpv6Addresses } from '../../../state/ipv6Addresses.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { required } from '../ids.ts';
import { checkImageId, imageOf } from '../image/images.ts';
import { checkInterfaceQuota } from '../interface/createNetworkInterface.ts';
import { existingKeyPair } from '../keyPair/keyPairs.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { findInstanceType } from './instanceTypes.ts';
import { reservationViews } from './instanceView.ts';
import { type LaunchInterface, launchInterfaces } from './launchInterfaces.ts';
import { launchSettings } from './launchSettings.ts';
import { checkedUserData } from './userData.ts';
import { checkMappings, makeVolumes, ROOT_DEVICE, rootDevice } from './volumes.ts';

/** Of one call. */
const MAX_INSTANCES = 100;
const DEFAULT_TYPE = 'm1.small';

/** What all instances of a call have in common. */
interface Launch {
  readonly spec: Omit<Instance['spec'], 'launchIndex' | 'vpcId' | 'subnetId' | 'networkInterfaceId'>;
  readonly interfaces: readonly LaunchInterface[];
  readonly tags: Readonly<Record<'instance' | 'network-interface' | 'volume', Tags>>;
}

export function runInstances(call: Call, input: RunInstancesRequest): Reservation {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => launch(call, input),
    (ids) => {
      const instances = ids.map((id) => call.tx.instances.get(id)).filter((row) => row !== undefined);
      return reservationViews(call.tx, instances)[0] ?? {};
    },
  );
}

function launch(call: Call, input: RunInstancesRequest): string[] {
  refuseOtherLaunches(input);
  const common = launchFrom(call, input);
  const count = countFrom(call, input, common.interfaces);
  return Array.from({ length: count }, (_, index) => launchOne(call, input, common, index));
}

function launchOne(call: Call, input: RunInstancesRequest, common: Launch, launchIndex: number): string {
  const base = newResource(call, 'i');
  const rows = common.interfaces.map((each) => launchInterface(call, base.id, each, common));
  const primary = known(rows[0], 'a launch has a primary interface');
  call.tx.instances.put({
    ...base,
    tags: common.tags.instance,
    spec: {
      ...common.spec,
      launchIndex,
      vpcId: primary.spec.vpcId,
      subnetId: primary.spec.subnetId,
      networkInterfaceId: primary.id,
    },
    status: { state: 'pending' },
  });
  const zone = primary.spec.availabilityZone;
  const root = common.spec.settings?.rootDeviceName ?? ROOT_DEVICE;
  makeVolumes(call, base.id, zone, root, input.BlockDeviceMappings ?? [], common.tags.volume);
  return base.id;
}

function launchInterface(
  call: Call,
  instanceId: string,
  wanted: LaunchInterface,
  { tags }: Launch,
): NetworkInterface {
  const { now, random } = call;
  const { deviceIndex, deleteOnTermination } = wanted;
  const place = { instanceId, deviceIndex, deleteOnTermination };
  if ('existing' in wanted) {
    return attachInterface(call.tx, wanted.existing, { ...place, running: true }, now, random);
  }
  checkInterfaceQuota(call);
  const row = createInterface(call.tx, {
    ...wanted,
    interfaceType: 'interface',
    requesterManaged: false,
    owner: { kind: 'instance', ...place, attachedAt: now.toISOString() },
    now,
    random,
  });
  const isPublic = row.spec.associatePublicIpAddress;
  const known = isPublic ? withPublicIp(call.tx, row, random) : row;
  const tagged = { ...known, tags: tags['network-interface'] };
  call.tx.networkInterfaces.put(tagged);
  const prefixed = assignPrefixes(call.tx, tagged, wanted.ipv4Prefixes);
  return giveIpv6Addresses(call.tx, prefixed, wanted.ipv6Addresses, random);
}

function launchFrom(call: Call, input: RunInstancesRequest): Launch {
  const imageId = required(input.ImageId, 'ImageId');
  checkImageId(imageId);
  const instanceType: string = input.InstanceType ?? DEFAULT_TYPE;
  checkInstanceType(instanceType);
  checkMappings(input.BlockDeviceMappings ?? []);
  if (input.KeyName) existingKeyPair(call, input.KeyName);
  return {
    spec: {
      reservationId: `r-${call.random.hex(17)}`,
      imageId,
      instanceType,
      keyName: input.KeyName,
      userData: checkedUserData(input.UserData),
      clientToken: input.ClientToken,
      disableApiTermination: input.DisableApiTermination,
      disableApiStop: input.DisableApiStop,
      settings: {
        ...launchSettings(call, input),
        rootDeviceName: rootDevice(input.BlockDeviceMappings, imageOf(imageId).rootDeviceName),
      },
    },
    interfaces: launchInterfaces(call, input, instanceType),
    tags: {
      instance: specifiedTags(input, 'instance'),
      'network-interface': specifiedTags(input, 'network-interface'),
      volume: specifiedTags(input, 'volume'),
    },
  };
}

function specifiedTags(
  input: RunInstancesRequest,
  resourceType: 'instance' | 'network-interface' | 'volume',
) {
  return tagsFor(input.TagSpecifications, resourceType, ['instance', 'network-interface', 'volume']);
}

/** Any that AWS has, also those of which no limits are known here. */
export function checkInstanceType(name: string): void {
  if (findInstanceType(name) || Object.hasOwn(TYPE_NAMES, name)) return;
  throw new AwsError('InvalidParameterValue', `Invalid value '${name}' for InstanceType.`);
}

const TYPE_NAMES = Object.fromEntries(Object.values(_InstanceType).map((name) => [name, true]));

/** As many as the subnets have addresses for, between MinCount and MaxCount. */
function countFrom(call: Call, input: RunInstancesRequest, interfaces: readonly LaunchInterface[]): number {
  const least = required(input.MinCount, 'MinCount');
  const most = required(input.MaxCount, 'MaxCount');
  if (!(least >= 1)) throw invalidCount('minCount', least, 'It must be greater than 0.');
  if (!(most >= least)) throw invalidCount('maxCount', most, 'It must not be less than minCount.');
  if (least > MAX_INSTANCES) {
    throw new AwsError(
      'InstanceLimitExceeded',
      `You have requested more instances (${least}) than your current instance limit of ${MAX_INSTANCES} allows.`,
    );
  }
  if (most > 1 && interfaces.some(namesAddress)) {
    throw new AwsError(
      'InvalidParameterCombination',
      'A private IP address may not be specified for more than one instance.',
    );
  }
  return Math.max(least, Math.min(most, MAX_INSTANCES, ...roomFor(call, interfaces)));
}

function namesAddress(each: LaunchInterface): boolean {
  if (!('subnet' in each)) return false;
  return [
    each.privateIpAddress,
    ...each.secondaryAddresses,
    ...each.ipv4Prefixes,
    ...each.ipv6Addresses,
  ].some((address) => address);
}

/** How many instances each subnet has addresses for. */
function roomFor(call: Call, interfaces: readonly LaunchInterface[]): number[] {
  const needs = new Map<string, { free: number; each: number }>();
  for (const wanted of interfaces) {
    if (!('subnet' in wanted)) continue;
    const { subnet, secondaryAddresses } = wanted;
    const before = needs.get(subnet.id) ?? { free: freeAddressCount(call.tx, subnet), each: 0 };
    needs.set(subnet.id, { ...before, each: before.each + 1 + secondaryAddresses.length });
  }
  return [...needs.values()].map(({ free, each }) => Math.floor(free / each));
}

function invalidCount(parameter: string, value: number, why: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${why}`,
  );
}

function refuseOtherLaunches(input: RunInstancesRequest): void {
  if (input.LaunchTemplate) throw unsupported('A launch template');
  if (input.InstanceMarketOptions) throw unsupported('A Spot Instance');
  if (input.SecondaryInterfaces?.length) throw unsupported('A secondary interface');
  if (input.HibernationOptions?.Configured) throw unsupported('Hibernation');
}

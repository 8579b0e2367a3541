/** RunInstances: each instance is a network namespace with one interface; image and type are only remembered. */
import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance } from '../../../resources/instance.ts';
import { createInterface, freeAddressCount } from '../../../state/interfaces.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { required } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkImageId } from './images.ts';
import { reservationViews } from './instanceView.ts';
import { type LaunchPlace, launchPlace } from './launchPlace.ts';
import { checkedUserData } from './userData.ts';

/** Of one call. */
const MAX_INSTANCES = 100;
const DEFAULT_TYPE = 'm1.small';

/** What all instances of a call have in common. */
type Launch = Pick<
  Instance['spec'],
  | 'reservationId'
  | 'imageId'
  | 'instanceType'
  | 'keyName'
  | 'userData'
  | 'clientToken'
  | 'disableApiTermination'
>;

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
  const place = launchPlace(call, input);
  const count = countFrom(call, input, place);
  return Array.from({ length: count }, (_, index) => launchOne(call, input, common, place, index));
}

function launchOne(
  call: Call,
  input: RunInstancesRequest,
  common: Launch,
  place: LaunchPlace,
  launchIndex: number,
): string {
  const { subnet } = place;
  const base = newResource(call, 'i');
  const row = createInterface(call.tx, {
    ...place,
    interfaceType: 'interface',
    requesterManaged: false,
    owner: {
      kind: 'instance',
      instanceId: base.id,
      deviceIndex: 0,
      deleteOnTermination: true,
      attachedAt: call.now.toISOString(),
    },
    now: call.now,
    random: call.random,
  });
  call.tx.networkInterfaces.put({ ...row, tags: specifiedTags(input, 'network-interface') });
  call.tx.instances.put({
    ...base,
    tags: specifiedTags(input, 'instance'),
    spec: {
      ...common,
      launchIndex,
      vpcId: subnet.spec.vpcId,
      subnetId: subnet.id,
      networkInterfaceId: row.id,
    },
    status: { state: 'pending' },
  });
  return base.id;
}

/** Tags of volumes are taken and forgotten: an instance has none. */
function specifiedTags(input: RunInstancesRequest, resourceType: 'instance' | 'network-interface') {
  return tagsFor(input.TagSpecifications, resourceType, ['instance', 'network-interface', 'volume']);
}

function launchFrom(call: Call, input: RunInstancesRequest): Launch {
  const imageId = required(input.ImageId, 'ImageId');
  checkImageId(imageId);
  const instanceType: string = input.InstanceType ?? DEFAULT_TYPE;
  if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(instanceType)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${instanceType}' for InstanceType.`);
  }
  return {
    reservationId: `r-${call.random.hex(17)}`,
    imageId,
    instanceType,
    keyName: input.KeyName,
    userData: checkedUserData(input.UserData),
    clientToken: input.ClientToken,
    disableApiTermination: input.DisableApiTermination,
  };
}

/** As many as the subnet has addresses for, between MinCount and MaxCount. */
function countFrom(call: Call, input: RunInstancesRequest, place: LaunchPlace): number {
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
  if (most > 1 && place.privateIpAddress) {
    throw new AwsError(
      'InvalidParameterCombination',
      'A private IP address may not be specified for more than one instance.',
    );
  }
  return Math.max(least, Math.min(most, MAX_INSTANCES, freeAddressCount(call.tx, place.subnet)));
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
}

/** ModifyInstanceAttribute: one attribute per call, by its own member or as `Attribute` and `Value`. */
import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Instance, InstanceSettings } from '../../../resources/instance.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findInstance } from '../ids.ts';
import { interfaceGroups } from '../interface/modifyNetworkInterfaceAttribute.ts';
import { shutdownBehavior } from './launchSettings.ts';
import { checkInstanceType } from './runInstances.ts';
import { checkedUserData } from './userData.ts';

type Request = ModifyInstanceAttributeRequest;
type Change = (call: Call, instance: Instance, input: Request) => void;

const NO_ATTRIBUTES: readonly string[] = ['InstanceId', 'DryRun', 'Attribute', 'Value'];
/** AWS changes these on a stopped instance only. */
const WHEN_STOPPED = [
  'InstanceType',
  'UserData',
  'Kernel',
  'Ramdisk',
  'EbsOptimized',
  'EnaSupport',
  'SriovNetSupport',
];

const CHANGES: Readonly<Record<string, Change>> = {
  Groups: setGroups,
  SourceDestCheck: setSourceDestCheck,
  DisableApiTermination: (call, instance, { DisableApiTermination }) =>
    setSpec(call, instance, { disableApiTermination: DisableApiTermination?.Value ?? false }),
  DisableApiStop: (call, instance, { DisableApiStop }) =>
    setSpec(call, instance, { disableApiStop: DisableApiStop?.Value ?? false }),
  InstanceType: setInstanceType,
  UserData: setUserData,
  InstanceInitiatedShutdownBehavior: (call, instance, input) =>
    setSettings(call, instance, {
      shutdownBehavior: shutdownBehavior(input.InstanceInitiatedShutdownBehavior?.Value),
    }),
  EbsOptimized: (call, instance, { EbsOptimized }) =>
    setSettings(call, instance, { ebsOptimized: EbsOptimized?.Value }),
  EnaSupport: (call, instance, { EnaSupport }) =>
    setSettings(call, instance, { enaSupport: EnaSupport?.Value }),
  BlockDeviceMappings: setDeviceMappings,
};

export function modifyInstanceAttribute(call: Call, asked: Request): object {
  const instance = findInstance(call, asked.InstanceId);
  const input = withMember(asked);
  const given = Object.keys(input).filter(
    (name) => !NO_ATTRIBUTES.includes(name) && input[name as keyof Request] !== undefined,
  );
  const [name] = given;
  if (name === undefined || given.length > 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The request must contain exactly one instance attribute to modify.',
    );
  }
  if (WHEN_STOPPED.includes(name) && instance.status.state !== 'stopped') {
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in the 'stopped' state.`,
    );
  }
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  if (!change) throw unsupported(`Changing the instance attribute ${name}`);
  change(call, instance, input);
  return {};
}

/** `Attribute` and `Value` are an older way to write the member of that name. */
function withMember({ Attribute, Value, ...input }: Request): Request {
  if (Attribute === undefined) return input;
  if (Value === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter value');
  }
  const on = { Value: Value === 'true' };
  switch (Attribute) {
    case 'instanceType':
      return { ...input, InstanceType: { Value } };
    case 'userData':
      return { ...input, UserData: { Value: Buffer.from(Value, 'base64') } };
    case 'instanceInitiatedShutdownBehavior':
      return { ...input, InstanceInitiatedShutdownBehavior: { Value } };
    case 'disableApiTermination':
      return { ...input, DisableApiTermination: on };
    case 'disableApiStop':
      return { ...input, DisableApiStop: on };
    case 'sourceDestCheck':
      return { ...input, SourceDestCheck: on };
    case 'ebsOptimized':
      return { ...input, EbsOptimized: on };
    case 'enaSupport':
      return { ...input, EnaSupport: on };
    default:
      throw unsupported(`Changing the instance attribute ${Attribute}`);
  }
}

function setGroups(call: Call, instance: Instance, { Groups = [] }: Request): void {
  const row = onlyInterface(call, instance);
  setInterface(call, row, { groupIds: interfaceGroups(call, row, Groups) });
}

function setSourceDestCheck(call: Call, instance: Instance, { SourceDestCheck }: Request): void {
  setInterface(call, onlyInterface(call, instance), { sourceDestCheck: SourceDestCheck?.Value ?? true });
}

/** Such attributes are the interface's: with several of them the caller has to say which is meant. */
export function onlyInterface(call: Call, instance: Instance): NetworkInterface {
  const [row, ...others] = interfacesOfInstance(call.tx, instance.id);
  if (!row) throw new AwsError('IncorrectInstanceState', `The instance '${instance.id}' is terminated.`);
  if (others.length === 0) return row;
  throw new AwsError(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`,
  );
}

export function setInterface(
  call: Call,
  row: NetworkInterface,
  change: Partial<NetworkInterface['spec']>,
): void {
  call.tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ...change } });
}

function setInstanceType(call: Call, instance: Instance, { InstanceType }: Request): void {
  const instanceType = InstanceType?.Value ?? '';
  checkInstanceType(instanceType);
  setSpec(call, instance, { instanceType });
}

function setUserData(call: Call, instance: Instance, { UserData }: Request): void {
  const text = UserData?.Value && Buffer.from(UserData.Value).toString('base64');
  setSpec(call, instance, { userData: checkedUserData(text) });
}

function setDeviceMappings(call: Call, { id }: Instance, { BlockDeviceMappings = [] }: Request): void {
  for (const { DeviceName, Ebs } of BlockDeviceMappings) {
    const volume = call.tx.volumes.by('instance', id).find(({ spec }) => spec.deviceName === DeviceName);
    if (!volume) {
      throw new AwsError('InvalidInstanceAttributeValue', `No device is currently mapped at ${DeviceName}`);
    }
    const deleteOnTermination = Ebs?.DeleteOnTermination ?? volume.spec.deleteOnTermination;
    call.tx.volumes.put({ ...volume, spec: { ...volume.spec, deleteOnTermination } });
  }
}

function setSpec(call: Call, instance: Instance, change: Partial<Instance['spec']>): void {
  call.tx.instances.put({ ...instance, spec: { ...instance.spec, ...change } });
}

function setSettings(call: Call, instance: Instance, change: InstanceSettings): void {
  setSpec(call, instance, { settings: { ...instance.spec.settings, ...change } });
}

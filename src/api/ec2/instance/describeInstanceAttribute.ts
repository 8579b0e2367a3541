/** DescribeInstanceAttribute: one attribute per call. */
import type { DescribeInstanceAttributeRequest, InstanceAttribute } from '@aws-sdk/client-ec2';
import type { Instance } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { findInstance } from '../ids.ts';
import { groupIdentifiers } from '../interface/networkInterfaceView.ts';
import { type AttributeViews, oneAttribute } from '../oneAttribute.ts';
import { interfaceOf } from './instanceView.ts';
import { deviceMappings, ROOT_DEVICE } from './volumes.ts';

const ATTRIBUTES: AttributeViews<Instance, InstanceAttribute> = {
  instanceType: (_call, { spec }) => ({ InstanceType: { Value: spec.instanceType } }),
  userData: (_call, { spec }) => ({ UserData: { Value: spec.userData } }),
  disableApiTermination: (_call, { spec }) => ({
    DisableApiTermination: { Value: spec.disableApiTermination ?? false },
  }),
  disableApiStop: (_call, { spec }) => ({ DisableApiStop: { Value: spec.disableApiStop ?? false } }),
  instanceInitiatedShutdownBehavior: (_call, { spec }) => ({
    InstanceInitiatedShutdownBehavior: { Value: spec.settings?.shutdownBehavior ?? 'stop' },
  }),
  rootDeviceName: (_call, { spec }) => ({
    RootDeviceName: { Value: spec.settings?.rootDeviceName ?? ROOT_DEVICE },
  }),
  blockDeviceMapping: ({ tx }, instance) => ({ BlockDeviceMappings: deviceMappings(tx, instance) }),
  productCodes: () => ({ ProductCodes: [] }),
  ebsOptimized: (_call, { spec }) => ({ EbsOptimized: { Value: spec.settings?.ebsOptimized ?? false } }),
  enaSupport: (_call, { spec }) => ({ EnaSupport: { Value: spec.settings?.enaSupport ?? true } }),
  enclaveOptions: () => ({ EnclaveOptions: { Enabled: false } }),
  kernel: () => ({ KernelId: {} }),
  ramdisk: () => ({ RamdiskId: {} }),
  sriovNetSupport: () => ({ SriovNetSupport: {} }),
  sourceDestCheck: (call, instance) => ({
    SourceDestCheck: { Value: interfaceOf(call.tx, instance)?.spec.sourceDestCheck },
  }),
  groupSet: (call, instance) => ({
    Groups: groupIdentifiers(call.tx, interfaceOf(call.tx, instance)?.spec.groupIds ?? []),
  }),
};

export function describeInstanceAttribute(
  call: Call,
  input: DescribeInstanceAttributeRequest,
): InstanceAttribute {
  const instance = findInstance(call, input.InstanceId);
  return { InstanceId: instance.id, ...oneAttribute(ATTRIBUTES, call, instance, input.Attribute) };
}

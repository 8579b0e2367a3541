/** DescribeInstanceTypes: for clients that look a type up before they launch it. */
import type {
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { INSTANCE_TYPES, type InstanceTypeFacts } from './instanceTypes.ts';

type TypeRow = InstanceTypeFacts & { readonly id: string };

const TYPES: readonly TypeRow[] = INSTANCE_TYPES.map((each) => ({ ...each, id: each.name }));

const FILTERS: FilterDefinitions<TypeRow> = {
  'auto-recovery-supported': () => false,
  'bare-metal': () => false,
  'burstable-performance-supported': ({ burstable }) => burstable,
  'current-generation': ({ currentGeneration }) => currentGeneration,
  'dedicated-hosts-supported': () => false,
  'free-tier-eligible': ({ name }) => isFree(name),
  'hibernation-supported': () => false,
  hypervisor: ({ name }) => hypervisorOf(name),
  'instance-storage-supported': () => false,
  'instance-type': ({ name }) => name,
  'memory-info.size-in-mib': ({ memoryMib }) => memoryMib,
  'ebs-info.ebs-optimized-support': () => 'supported',
  'ebs-info.encryption-support': () => 'supported',
  'ebs-info.nvme-support': () => 'supported',
  'network-info.efa-supported': () => false,
  'nitro-enclaves-support': () => 'unsupported',
  'nitro-tpm-support': () => 'unsupported',
  'supported-boot-mode': () => ['legacy-bios', 'uefi'],
  'network-info.ena-support': () => 'supported',
  'network-info.ipv4-addresses-per-interface': ({ addressesPerInterface }) => addressesPerInterface,
  'network-info.ipv6-addresses-per-interface': ({ addressesPerInterface }) => addressesPerInterface,
  'network-info.ipv6-supported': () => true,
  'network-info.maximum-network-cards': () => 1,
  'network-info.maximum-network-interfaces': ({ interfaces }) => interfaces,
  'processor-info.supported-architecture': ({ architecture }) => architecture,
  'supported-root-device-type': () => 'ebs',
  'supported-usage-class': () => 'on-demand',
  'supported-virtualization-type': () => 'hvm',
  'vcpu-info.default-cores': ({ vcpus }) => vcpus,
  'vcpu-info.default-threads-per-core': () => 1,
  'vcpu-info.default-vcpus': ({ vcpus }) => vcpus,
  'vcpu-info.valid-cores': ({ vcpus }) => vcpus,
  'vcpu-info.valid-threads-per-core': () => 1,
};

export function describeInstanceTypes(
  _call: Call,
  input: DescribeInstanceTypesRequest,
): DescribeInstanceTypesResult {
  const { rows, nextToken } = filteredPage(askedTypes(input.InstanceTypes ?? []), input, FILTERS);
  return { InstanceTypes: rows.map(typeView), NextToken: nextToken };
}

function askedTypes(names: readonly string[]): readonly TypeRow[] {
  if (names.length === 0) return TYPES;
  const unknown = names.filter((name) => !TYPES.some(({ id }) => id === name));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
    );
  }
  return TYPES.filter(({ id }) => names.includes(id));
}

function typeView(row: TypeRow): InstanceTypeInfo {
  return {
    InstanceType: row.name as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: row.currentGeneration,
    FreeTierEligible: isFree(row.name),
    SupportedUsageClasses: ['on-demand'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: hypervisorOf(row.name),
    ProcessorInfo: { SupportedArchitectures: [row.architecture] },
    VCpuInfo: { DefaultVCpus: row.vcpus, DefaultCores: row.vcpus, DefaultThreadsPerCore: 1 },
    MemoryInfo: { SizeInMiB: row.memoryMib },
    InstanceStorageSupported: false,
    EbsInfo: { EbsOptimizedSupport: 'supported', EncryptionSupport: 'supported', NvmeSupport: 'supported' },
    NetworkInfo: {
      MaximumNetworkInterfaces: row.interfaces,
      MaximumNetworkCards: 1,
      DefaultNetworkCardIndex: 0,
      NetworkCards: [{ NetworkCardIndex: 0, MaximumNetworkInterfaces: row.interfaces }],
      Ipv4AddressesPerInterface: row.addressesPerInterface,
      Ipv6AddressesPerInterface: row.addressesPerInterface,
      Ipv6Supported: true,
      EnaSupport: 'supported',
      EfaSupported: false,
    },
    PlacementGroupInfo: { SupportedStrategies: ['cluster', 'partition', 'spread'] },
    HibernationSupported: false,
    BurstablePerformanceSupported: row.burstable,
    DedicatedHostsSupported: false,
    AutoRecoverySupported: false,
    SupportedBootModes: ['legacy-bios', 'uefi'],
  };
}

function isFree(name: string): boolean {
  return name === 't2.micro' || name === 't3.micro';
}

function hypervisorOf(name: string): 'nitro' | 'xen' {
  return /^(m1|m3|m4|c4|r4|t1|t2)\./.test(name) ? 'xen' : 'nitro';
}

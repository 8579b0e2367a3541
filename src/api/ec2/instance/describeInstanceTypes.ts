/** DescribeInstanceTypes: a short list, for clients that look a type up before they launch it. */
import type {
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';

interface TypeRow {
  readonly id: string;
  readonly vcpus: number;
  readonly memoryMib: number;
}

/** Type, vCPUs and memory in MiB as AWS has them; an instance here has what the host gives it. */
const TYPES: readonly TypeRow[] = [
  type('m1.small', 1, 1740),
  type('t2.micro', 1, 1024),
  type('t2.small', 1, 2048),
  type('t2.medium', 2, 4096),
  type('t3.nano', 2, 512),
  type('t3.micro', 2, 1024),
  type('t3.small', 2, 2048),
  type('t3.medium', 2, 4096),
  type('t3.large', 2, 8192),
  type('m5.large', 2, 8192),
  type('m5.xlarge', 4, 16384),
  type('c5.large', 2, 4096),
  type('c5.xlarge', 4, 8192),
  type('r5.large', 2, 16384),
];

const isBurstable = ({ id }: TypeRow) => id.startsWith('t');
const isCurrent = ({ id }: TypeRow) => !id.startsWith('m1.');

const FILTERS: FilterDefinitions<TypeRow> = {
  'bare-metal': () => false,
  'burstable-performance-supported': isBurstable,
  'current-generation': isCurrent,
  'instance-type': ({ id }) => id,
  'memory-info.size-in-mib': ({ memoryMib }) => memoryMib,
  'processor-info.supported-architecture': () => 'x86_64',
  'supported-usage-class': () => 'on-demand',
  'vcpu-info.default-vcpus': ({ vcpus }) => vcpus,
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
    InstanceType: row.id as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: isCurrent(row),
    FreeTierEligible: row.id.endsWith('.micro'),
    SupportedUsageClasses: ['on-demand'],
    SupportedRootDeviceTypes: ['instance-store'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
    VCpuInfo: { DefaultVCpus: row.vcpus, DefaultCores: row.vcpus, DefaultThreadsPerCore: 1 },
    MemoryInfo: { SizeInMiB: row.memoryMib },
    InstanceStorageSupported: false,
    NetworkInfo: {
      MaximumNetworkInterfaces: 1,
      MaximumNetworkCards: 1,
      DefaultNetworkCardIndex: 0,
      Ipv4AddressesPerInterface: 1,
      Ipv6AddressesPerInterface: 0,
      Ipv6Supported: false,
      EnaSupport: 'supported',
    },
    HibernationSupported: false,
    BurstablePerformanceSupported: isBurstable(row),
    DedicatedHostsSupported: false,
    AutoRecoverySupported: false,
  };
}

function type(id: string, vcpus: number, memoryMib: number): TypeRow {
  return { id, vcpus, memoryMib };
}

/**
 * Instance types: what AWS says of their size and of the interfaces that they may carry. An instance here has what
 * the host gives it; the limits on interfaces and addresses are kept, so that what fits here fits AWS.
 */

export interface InstanceTypeFacts {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly interfaces: number;
  readonly addressesPerInterface: number;
  readonly burstable: boolean;
  readonly currentGeneration: boolean;
}

/** vCPUs, interfaces and addresses on each, of Nitro's sizes. */
const SIZES = {
  medium: [1, 2, 4],
  large: [2, 3, 10],
  xlarge: [4, 4, 15],
  '2xlarge': [8, 4, 15],
  '4xlarge': [16, 8, 30],
  '8xlarge': [32, 8, 30],
  '12xlarge': [48, 8, 30],
  '16xlarge': [64, 15, 50],
  '24xlarge': [96, 15, 50],
} as const;

const MIB_PER_GIB = 1024;
const GRAVITON = /^[a-z]+\d+g/;

/** By GiB of memory for each vCPU. */
const FAMILIES: Readonly<Record<number, readonly string[]>> = {
  2: ['c5', 'c5n', 'c5a', 'c5d', 'c6i', 'c6a', 'c6g', 'c6gn', 'c7i', 'c7a', 'c7g', 'c8g'],
  4: ['m5', 'm5a', 'm5d', 'm5n', 'm6i', 'm6a', 'm6g', 'm7i', 'm7a', 'm7g', 'm8g'],
  8: ['r5', 'r5a', 'r5d', 'r5n', 'r6i', 'r6a', 'r6g', 'r7i', 'r7a', 'r7g', 'r8g', 'i3en', 'x2gd'],
};

/** Sizes of the burstable families: vCPUs, GiB, interfaces, addresses on each. */
const BURSTABLE = {
  nano: [2, 0.5, 2, 2],
  micro: [2, 1, 2, 2],
  small: [2, 2, 3, 4],
  medium: [2, 4, 3, 6],
  large: [2, 8, 3, 12],
  xlarge: [4, 16, 4, 15],
  '2xlarge': [8, 32, 4, 15],
} as const;

/** Those that follow no rule: vCPUs, MiB, interfaces, addresses on each. */
const OTHERS = {
  'm1.small': [1, 1740, 2, 4],
  'm1.medium': [1, 3788, 2, 6],
  'm1.large': [2, 7680, 3, 10],
  'm3.medium': [1, 3840, 2, 6],
  'm3.large': [2, 7680, 3, 10],
  't1.micro': [1, 627, 2, 2],
  't2.nano': [1, 512, 2, 2],
  't2.micro': [1, 1024, 2, 2],
  't2.small': [1, 2048, 3, 4],
  't2.medium': [2, 4096, 3, 6],
  't2.large': [2, 8192, 3, 12],
  't2.xlarge': [4, 16384, 3, 15],
  't2.2xlarge': [8, 32768, 3, 15],
  'm4.large': [2, 8192, 2, 10],
  'm4.xlarge': [4, 16384, 4, 15],
  'c4.large': [2, 3840, 3, 10],
  'r4.large': [2, 15616, 3, 10],
} as const;

export const INSTANCE_TYPES: readonly InstanceTypeFacts[] = [
  ...Object.entries(OTHERS).map(([name, [vcpus, memoryMib, interfaces, addresses]]) =>
    facts(name, vcpus, memoryMib, interfaces, addresses),
  ),
  ...['t3', 't3a', 't4g'].flatMap((family) =>
    Object.entries(BURSTABLE).map(([size, [vcpus, gib, interfaces, addresses]]) =>
      facts(`${family}.${size}`, vcpus, gib * MIB_PER_GIB, interfaces, addresses),
    ),
  ),
  ...Object.entries(FAMILIES).flatMap(([gib, families]) =>
    families.flatMap((family) => sizesOf(family, Number(gib) * MIB_PER_GIB)),
  ),
];

const byName = new Map(INSTANCE_TYPES.map((each) => [each.name, each]));

export function findInstanceType(name: string): InstanceTypeFacts | undefined {
  return byName.get(name);
}

function sizesOf(family: string, mibPerVcpu: number): InstanceTypeFacts[] {
  return Object.entries(SIZES)
    .filter(([size]) => size !== 'medium' || GRAVITON.test(family) || family.endsWith('7a'))
    .map(([size, [vcpus, interfaces, addresses]]) =>
      facts(`${family}.${size}`, vcpus, vcpus * mibPerVcpu, interfaces, addresses),
    );
}

function facts(
  name: string,
  vcpus: number,
  memoryMib: number,
  interfaces: number,
  addressesPerInterface: number,
): InstanceTypeFacts {
  return {
    name,
    vcpus,
    memoryMib,
    architecture: GRAVITON.test(name) ? 'arm64' : 'x86_64',
    interfaces,
    addressesPerInterface,
    burstable: /^t[2-4]/.test(name),
    currentGeneration: !/^(m1|m3|t1)\./.test(name),
  };
}

/** What a VPC's blocks and DHCP options make of the program. */
import { expect, test } from 'vitest';
import { attachedTo, instanceOf, interfaceOf, subnetOf, vpcOf } from '../../test/support/rows.ts';
import { place, stateOf } from '../../test/support/stateOf.ts';
import { check } from '../program/check.ts';
import type { InstanceRow, PortRow, VpcRow } from '../program/rows.ts';
import { compile } from './compile.ts';

const secondaryBlocks = [{ associationId: 'vpc-cidr-assoc-1', cidrBlock: '100.64.0.0/24' }];
const ipv6Blocks = [{ associationId: 'vpc-cidr-assoc-2', ipv6CidrBlock: '2600:1f00::/56' }];
const subnet = subnetOf('subnet-1', 'vpc-1', '100.64.0.0/25', 'us-east-1a');

async function withVpc(spec: Parameters<typeof vpcOf>[3], configurations: Record<string, string[]>) {
  const options = { ...vpcOf('dopt-1', ''), spec: { configurations } };
  const state = await stateOf([
    ['dhcpOptions', options],
    ['vpcs', vpcOf('vpc-1', '10.4.0.0/24', 1, spec)],
    ['subnets', subnet],
    ['instances', instanceOf('i-1', subnet, 'eni-1')],
    ['networkInterfaces', interfaceOf('eni-1', subnet, '100.64.0.10', attachedTo('i-1'))],
  ]);
  const program = compile(state.snapshot);
  expect(check(program)).toEqual([]);
  return { state, program };
}

test('a router serves all blocks of its VPC, and answers DNS in the primary one only', async () => {
  const { state, program } = await withVpc({ secondaryBlocks, ipv6Blocks }, {});
  const router = program.get('vpc/vpc-1') as VpcRow;
  expect(router.cidrs).toEqual(['10.4.0.0/24', '100.64.0.0/24']);
  expect(router.ipv6Cidrs).toEqual(ipv6Blocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock));
  expect(router.resolverAddresses).toEqual(['10.4.0.2', '169.254.169.253', 'fd00:ec2::253']);
  const port = program.get('port/eni-1') as PortRow;
  expect([port.address, port.gateway, port.prefixLength]).toEqual(['100.64.0.10', '100.64.0.1', 25]);
  expect((program.get('instance/i-1') as InstanceRow).nameServers).toEqual(['10.4.0.2']);
  place(state, [
    [
      'vpcs',
      vpcOf('vpc-1', '10.4.0.0/24', 1, { secondaryBlocks: [...secondaryBlocks].reverse(), ipv6Blocks }),
    ],
  ]);
  expect(compile(state.snapshot).get('vpc/vpc-1')).toEqual(router);
});

test('an instance searches the first domain and asks the IPv4 servers of its options', async () => {
  const { program } = await withVpc(
    { secondaryBlocks },
    {
      'domain-name': ['Corp.Example.com other.example'],
      'domain-name-servers': ['10.4.0.53', '2001:db8::53', 'AmazonProvidedDNS'],
    },
  );
  const instance = program.get('instance/i-1') as InstanceRow;
  expect(instance.searchDomain).toBe('corp.example.com');
  expect(instance.nameServers).toEqual(['10.4.0.53', '10.4.0.2']);
});

test('a domain that is no name leaves the Region’s', async () => {
  const { program } = await withVpc({ secondaryBlocks }, { 'domain-name': ['-x-'] });
  expect((program.get('instance/i-1') as InstanceRow).searchDomain).toBe('ec2.internal');
});

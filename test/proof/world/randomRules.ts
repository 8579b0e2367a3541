/** Random permissions of groups and entries of ACLs, most of which let something through. */
import type { Laboratory } from './laboratory.ts';
import { PORTS, type VpcPlace } from './places.ts';

const ALL_PORTS = [0, 65_535] as const;

/** An IpPermission. */
export function randomPermission(laboratory: Laboratory, vpc: VpcPlace): object {
  return { ...randomTraffic(laboratory), ...randomPeer(laboratory, vpc) };
}

/** An entry without its number. */
export function randomEntry({ chance }: Laboratory, vpc: VpcPlace, allow: number): object {
  const protocol = chance.oneOf('-1', '-1', '6', '17', '1');
  const [From, To] = chance.is(0.5) ? ALL_PORTS : portRange(chance.pick(PORTS) ?? 80, chance.between(0, 600));
  return {
    Protocol: protocol,
    RuleAction: chance.is(allow) ? 'allow' : 'deny',
    CidrBlock: chance.oneOf(
      '0.0.0.0/0',
      '0.0.0.0/0',
      vpc.block,
      vpc.subnets[0]?.block ?? vpc.block,
      '10.0.0.0/8',
    ),
    ...(protocol === '6' || protocol === '17' ? { PortRange: { From, To } } : {}),
    ...(protocol === '1' ? { IcmpTypeCode: { Type: chance.oneOf(-1, 8, 0, 3), Code: -1 } } : {}),
  };
}

function randomTraffic({ chance }: Laboratory): object {
  const protocol = chance.oneOf('tcp', 'tcp', 'udp', 'icmp', '-1');
  if (protocol === '-1') return { IpProtocol: protocol };
  if (protocol === 'icmp') return { IpProtocol: protocol, FromPort: chance.oneOf(-1, 8, 13), ToPort: -1 };
  const [FromPort, ToPort] = chance.is(0.3)
    ? ALL_PORTS
    : portRange(chance.pick(PORTS) ?? 80, chance.oneOf(0, 0, 400, 9000));
  return { IpProtocol: protocol, FromPort, ToPort };
}

function portRange(from: number, more: number): readonly [number, number] {
  return [from, Math.min(65_535, from + more)];
}

function randomPeer({ chance, snapshot }: Laboratory, vpc: VpcPlace): object {
  if (chance.is(0.3)) return { UserIdGroupPairs: [{ GroupId: chance.pick(vpc.groupIds) }] };
  const own = [...snapshot.networkInterfaces.by('vpc', vpc.id)].map(
    ({ spec }) => `${spec.privateIpAddress}/32`,
  );
  const CidrIp = chance.oneOf(
    '0.0.0.0/0',
    vpc.block,
    vpc.subnets[0]?.block ?? vpc.block,
    chance.pick(own) ?? vpc.block,
  );
  return { IpRanges: [{ CidrIp }] };
}

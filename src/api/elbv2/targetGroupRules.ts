/** What a target group may be: its protocol, its type of targets, its port and its addresses. */
import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroup, TargetGroupProtocol } from '../../resources/loadBalancer.ts';
import { checkEnum, invalidConfiguration, validationError } from './errors.ts';
import { checkPort } from './ports.ts';

type Spec = TargetGroup['spec'];

const PROTOCOLS: readonly TargetGroupProtocol[] = [
  'HTTP',
  'HTTPS',
  'TCP',
  'TLS',
  'UDP',
  'TCP_UDP',
  'GENEVE',
  'QUIC',
  'TCP_QUIC',
];
const HTTP_VERSIONS = ['HTTP1', 'HTTP2', 'GRPC'] as const;
const GENEVE_PORT = 6081;

/** Protocols that only Application Load Balancers forward by. */
export function isHttp(protocol: TargetGroupProtocol): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

/** Protocols whose client addresses are always preserved. */
export function carriesDatagrams(protocol: TargetGroupProtocol): boolean {
  return ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(protocol);
}

/** @throws AwsError ValidationError; InvalidConfigurationRequest for targets that Postern does not have */
export function targetTypeOf(input: CreateTargetGroupInput): Spec['targetType'] {
  const type = checkEnum(
    'targetType',
    ['instance', 'ip', 'lambda', 'alb'] as const,
    input.TargetType ?? 'instance',
  );
  if (type === 'lambda') throw lambdaRefusal(input);
  return type;
}

/** @throws AwsError ValidationError */
export function protocolOf(
  { Protocol }: CreateTargetGroupInput,
  targetType: Spec['targetType'],
): TargetGroupProtocol {
  if (Protocol === undefined) throw validationError('A protocol must be specified');
  const protocol = checkEnum('protocol', PROTOCOLS, Protocol);
  if (targetType === 'alb' && protocol !== 'TCP') {
    throw validationError("Protocol must be TCP for target groups with target type 'alb'");
  }
  return protocol;
}

/** @throws AwsError ValidationError */
export function protocolVersionOf(
  { ProtocolVersion, TargetControlPort }: CreateTargetGroupInput,
  protocol: TargetGroupProtocol,
): string | undefined {
  if (isHttp(protocol)) return checkEnum('protocolVersion', HTTP_VERSIONS, ProtocolVersion ?? 'HTTP1');
  const given = ProtocolVersion !== undefined ? 'Protocol version' : 'Target control port';
  if (ProtocolVersion !== undefined || TargetControlPort !== undefined) {
    throw validationError(`${given} cannot be specified for target groups with protocol '${protocol}'`);
  }
  return undefined;
}

/** @throws AwsError ValidationError */
export function portOf({ Port }: CreateTargetGroupInput, protocol: TargetGroupProtocol): number {
  if (Port === undefined) throw validationError('A port must be specified');
  if (protocol === 'GENEVE' && Port !== GENEVE_PORT) {
    throw validationError(`Port must be ${GENEVE_PORT} for target groups with protocol 'GENEVE'`);
  }
  return checkPort(Port);
}

/** @throws AwsError ValidationError */
export function addressTypeOf(
  { IpAddressType }: CreateTargetGroupInput,
  targetType: Spec['targetType'],
): Spec['ipAddressType'] {
  const type = checkEnum('ipAddressType', ['ipv4', 'ipv6'] as const, IpAddressType ?? 'ipv4');
  if (type === 'ipv6' && targetType === 'alb') {
    throw validationError("IP address type 'ipv6' is not supported for target groups with target type 'alb'");
  }
  return type;
}

function lambdaRefusal({ Port, Protocol, VpcId }: CreateTargetGroupInput): Error {
  const given = Object.entries({ Port, 'VPC ID': VpcId, Protocol }).find(
    ([, value]) => value !== undefined,
  )?.[0];
  if (given)
    return validationError(`${given} cannot be specified for target groups with target type 'lambda'`);
  return invalidConfiguration(
    'Postern has no functions: target groups with target type lambda are for Application Load Balancers only',
  );
}

/** Health checks of a target group: AWS's defaults and ranges, which depend on what the group is. */
import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { HealthCheckSettings, TargetGroup } from '../../resources/loadBalancer.ts';
import { validationError } from './errors.ts';
import { isHttp } from './targetGroupRules.ts';

/** The members by which CreateTargetGroup and ModifyTargetGroup set health checks. */
export type HealthCheckInput = Pick<
  CreateTargetGroupInput,
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckEnabled'
  | 'HealthCheckPath'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
>;

type Kind = Pick<TargetGroup['spec'], 'protocol' | 'protocolVersion' | 'targetType'>;
type CheckProtocol = HealthCheckSettings['protocol'];

const DEFAULT_TIMEOUT_SECONDS: Readonly<Record<CheckProtocol, number>> = { TCP: 10, HTTP: 6, HTTPS: 10 };
const KNOWN_PROTOCOLS = ['HTTPS', 'HTTP', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'];
const MAX_PATH_LENGTH = 1024;

/**
 * The settings after a request; what it leaves out is as `before`, or AWS's default.
 * @throws AwsError ValidationError
 */
export function healthCheckSettings(
  input: HealthCheckInput,
  kind: Kind,
  before?: HealthCheckSettings,
): HealthCheckSettings {
  if (input.HealthCheckEnabled === false) {
    throw validationError(
      `Health check enabled must be true for target groups with target type '${kind.targetType}'`,
    );
  }
  const protocol = checkProtocol(
    input.HealthCheckProtocol ?? before?.protocol ?? defaultProtocol(kind),
    kind,
  );
  const settings: HealthCheckSettings = {
    protocol,
    port: checkPort(input.HealthCheckPort ?? before?.port ?? defaultPort(kind)),
    ...timing(input, protocol, kind, before),
    healthyThresholdCount: within(
      [2, 10],
      'Healthy threshold count',
      input.HealthyThresholdCount ?? before?.healthyThresholdCount ?? 5,
    ),
    unhealthyThresholdCount: within(
      [2, 10],
      'Unhealthy threshold count',
      input.UnhealthyThresholdCount ?? before?.unhealthyThresholdCount ?? 2,
    ),
  };
  if (protocol !== 'TCP') return { ...settings, ...httpSettings(input, kind, before) };
  if (input.HealthCheckPath || input.Matcher?.HttpCode) {
    throw validationError('Health check path and matcher apply to HTTP and HTTPS health checks only');
  }
  return settings;
}

function defaultProtocol({ protocol, targetType }: Kind): CheckProtocol {
  return isHttp(protocol) || targetType === 'alb' ? 'HTTP' : 'TCP';
}

function defaultPort({ protocol }: Kind): string {
  return protocol === 'GENEVE' ? '80' : 'traffic-port';
}

/** A timeout that is left out gives way to the interval. */
function timing(
  input: HealthCheckInput,
  protocol: CheckProtocol,
  kind: Kind,
  before: HealthCheckSettings | undefined,
) {
  const isGeneve = kind.protocol === 'GENEVE';
  const slack = isHttp(kind.protocol) ? 1 : 0;
  const usualTimeout = isGeneve || slack ? 5 : DEFAULT_TIMEOUT_SECONDS[protocol];
  const interval = input.HealthCheckIntervalSeconds ?? before?.intervalSeconds ?? (isGeneve ? 10 : 30);
  const timeout =
    input.HealthCheckTimeoutSeconds ??
    Math.min(before?.timeoutSeconds ?? usualTimeout, Math.max(interval - slack, 2));
  within([5, 300], 'Health check interval', interval);
  within([2, 120], 'Health check timeout', timeout);
  if (timeout + slack > interval) {
    const words = slack ? 'smaller than' : 'smaller than or equal to';
    throw validationError(`Health check timeout '${timeout}' must be ${words} the interval '${interval}'`);
  }
  return { intervalSeconds: interval, timeoutSeconds: timeout };
}

function httpSettings(input: HealthCheckInput, kind: Kind, before: HealthCheckSettings | undefined) {
  const isGrpc = kind.protocolVersion === 'GRPC';
  const path = input.HealthCheckPath ?? before?.path ?? (isGrpc ? '/AWS.ALB/healthcheck' : '/');
  return {
    path: checkPath(path),
    matcher: isGrpc ? grpcMatcher(input, before) : httpMatcher(input, kind, before),
  };
}

function grpcMatcher({ Matcher }: HealthCheckInput, before: HealthCheckSettings | undefined): string {
  return checkCodes('GRPC', Matcher?.GrpcCode ?? before?.matcher ?? '12', [0, 99]);
}

function httpMatcher(
  { Matcher }: HealthCheckInput,
  { protocol }: Kind,
  before: HealthCheckSettings | undefined,
): string {
  const matcher = Matcher?.HttpCode ?? before?.matcher ?? (isHttp(protocol) ? '200' : '200-399');
  return checkCodes('HTTP', matcher, codesOf(protocol));
}

function codesOf(protocol: Kind['protocol']): readonly [number, number] {
  if (protocol === 'GENEVE') return [200, 399];
  return isHttp(protocol) ? [200, 499] : [200, 599];
}

function checkProtocol(protocol: string, kind: Kind): CheckProtocol {
  if (!KNOWN_PROTOCOLS.includes(protocol)) {
    const known = KNOWN_PROTOCOLS.slice(0, 7).map((each) => `'${each}'`);
    throw validationError(
      `Value ${protocol} at 'healthCheckProtocol' failed to satisfy constraint: Member must satisfy enum value set: [${known.join(', ')}]`,
    );
  }
  const hasNoTcp = isHttp(kind.protocol) || kind.targetType === 'alb';
  if (protocol === 'HTTP' || protocol === 'HTTPS' || (protocol === 'TCP' && !hasNoTcp)) return protocol;
  const allowed = hasNoTcp ? 'HTTP, HTTPS' : 'HTTP, HTTPS, TCP';
  throw validationError(`Health check protocol '${protocol}' must be one of ${allowed}`);
}

function checkPort(port: string): string {
  if (port === 'traffic-port' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    return port;
  throw validationError(`Health check port '${port}' must be 'traffic-port' or a port from 1 to 65535`);
}

function checkPath(path: string): string {
  if (path.length <= MAX_PATH_LENGTH && /^\/[\x21-\x7e]*$/.test(path)) return path;
  throw validationError(
    `Health check path '${path}' must begin with '/' and have at most ${MAX_PATH_LENGTH} printable characters`,
  );
}

/** `200`, `200,202` or `200-299`. */
function checkCodes(words: string, codes: string, [least, most]: readonly [number, number]): string {
  const parts = codes.split(',').map((part) => /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part));
  const valid = parts.every((part) => {
    if (!part) return false;
    const [first, last] = [Number(part[1]), Number(part[2] ?? part[1])];
    return first >= least && first <= last && last <= most;
  });
  if (valid) return codes;
  throw validationError(
    `Health check matcher ${words} code '${codes}' must be within '${least}-${most}' inclusive`,
  );
}

function within([least, most]: readonly [number, number], words: string, value: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw validationError(`${words} '${value}' must be between ${least} and ${most}`);
}

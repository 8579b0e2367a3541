/** Health checks of a target group: AWS's defaults and ranges for Network Load Balancers. */
import type { CreateTargetGroupInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { HealthCheckSettings } from '../../resources/loadBalancer.ts';
import { validationError } from './errors.ts';

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

type CheckProtocol = HealthCheckSettings['protocol'];

const DEFAULT_INTERVAL_SECONDS = 30;
const DEFAULT_TIMEOUT_SECONDS: Readonly<Record<CheckProtocol, number>> = { TCP: 10, HTTP: 6, HTTPS: 10 };
const MAX_PATH_LENGTH = 1024;

/**
 * The settings after a request; what it leaves out is as `before`, or AWS's default.
 * @throws AwsError ValidationError
 */
export function healthCheckSettings(
  input: HealthCheckInput,
  before?: HealthCheckSettings,
): HealthCheckSettings {
  if (input.HealthCheckEnabled === false) {
    throw validationError(
      'Health check enabled must be true for target groups with target type instance or ip',
    );
  }
  const protocol = checkProtocol(input.HealthCheckProtocol ?? before?.protocol ?? 'TCP');
  const settings: HealthCheckSettings = {
    protocol,
    port: checkPort(input.HealthCheckPort ?? before?.port ?? 'traffic-port'),
    ...timing(input, protocol, before),
    healthyThresholdCount: within(
      2,
      10,
      'Healthy threshold count',
      input.HealthyThresholdCount ?? before?.healthyThresholdCount ?? 5,
    ),
    unhealthyThresholdCount: within(
      2,
      10,
      'Unhealthy threshold count',
      input.UnhealthyThresholdCount ?? before?.unhealthyThresholdCount ?? 2,
    ),
  };
  if (protocol !== 'TCP') return { ...settings, ...httpSettings(input, before) };
  if (input.HealthCheckPath || input.Matcher?.HttpCode) {
    throw validationError('Health check path and matcher apply to HTTP and HTTPS health checks only');
  }
  return settings;
}

function timing(input: HealthCheckInput, protocol: CheckProtocol, before: HealthCheckSettings | undefined) {
  const intervalSeconds = within(
    5,
    300,
    'Health check interval',
    input.HealthCheckIntervalSeconds ?? before?.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS,
  );
  const asked = input.HealthCheckTimeoutSeconds;
  const timeoutSeconds = asked ?? before?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS[protocol];
  within(2, 120, 'Health check timeout', timeoutSeconds);
  if (asked !== undefined && asked > intervalSeconds) {
    throw validationError('Health check interval must be greater than the timeout');
  }
  return { intervalSeconds, timeoutSeconds: Math.min(timeoutSeconds, intervalSeconds) };
}

function httpSettings(input: HealthCheckInput, before: HealthCheckSettings | undefined) {
  return {
    path: checkPath(input.HealthCheckPath ?? before?.path ?? '/'),
    matcher: checkMatcher(input.Matcher?.HttpCode ?? before?.matcher ?? '200-399'),
  };
}

function checkProtocol(protocol: string): CheckProtocol {
  if (protocol === 'TCP' || protocol === 'HTTP' || protocol === 'HTTPS') return protocol;
  throw validationError(`Health check protocol '${protocol}' must be one of TCP, HTTP, HTTPS`);
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

/** `200`, `200,202` or `200-299`, of codes 200 to 599. */
function checkMatcher(matcher: string): string {
  const parts = matcher.split(',').map((part) => /^(\d{3})(?:-(\d{3}))?$/.exec(part));
  const valid = parts.every((part) => {
    if (!part) return false;
    const [first, last] = [Number(part[1]), Number(part[2] ?? part[1])];
    return first >= 200 && first <= last && last <= 599;
  });
  if (valid) return matcher;
  throw validationError(`Health check matcher HTTP code '${matcher}' must be within '200-599' inclusive`);
}

function within(least: number, most: number, words: string, value: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw validationError(`${words} '${value}' must be between ${least} and ${most}`);
}

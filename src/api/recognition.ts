/** Which service and Region a request is for. */
import { AwsError } from '../base/awsError.ts';
import type { RegionName } from '../resources/identity.ts';
import type { HttpRequest } from '../wire/http.ts';
import { claimOf, type SignatureClaim } from '../wire/sigv4.ts';
import type { Service } from './services.ts';

export const DEFAULT_REGION: RegionName = 'us-east-1';

/** Service names as they stand in host names, where these differ from signing names. */
const HOST_NAMES: Readonly<Record<string, string>> = { elb: 'elasticloadbalancing' };

/**
 * The signing name that the request carries in its signature or, unsigned, in its host name
 * (`ec2.localhost.localstack.cloud`, `sts.eu-west-1.amazonaws.com`).
 */
export function namedService(headers: HttpRequest['headers'], claim: SignatureClaim | undefined) {
  return claim?.service ?? hostParts(headers).service;
}

/**
 * Whether a request is surely for a service that is not in the list: it says so, or it is unsigned and asks for
 * a path (no query service has any). One that is garbled is ours to refuse.
 */
export function isForeign(services: readonly Service[], head: HttpRequest): boolean {
  let claim: SignatureClaim | undefined;
  try {
    claim = claimOf(head);
  } catch {
    return false;
  }
  const name = namedService(head.headers, claim);
  if (name === undefined) return head.path !== '/';
  return !services.some(({ model }) => model.signingName === name);
}

/** The service of a request that names none: by the API version, then by the action. */
export function guessedService(services: readonly Service[], form: ReadonlyMap<string, string>) {
  const [version, action] = [form.get('Version'), form.get('Action') ?? ''];
  return (
    services.find(({ model }) => model.version === version) ??
    services.find(({ model }) => model.operation(action)) ??
    services[0]
  );
}

/** The Region of the signature, else of the host name, else us-east-1. */
export function regionOf(
  service: Service,
  headers: HttpRequest['headers'],
  claim: SignatureClaim | undefined,
): RegionName {
  const region = claim?.region ?? hostParts(headers).region ?? DEFAULT_REGION;
  if (!isRegionName(region)) throw wrongRegion(service);
  return region;
}

export function isRegionName(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text) && text.length <= 32;
}

function wrongRegion({ model }: Service): AwsError {
  const message = 'Credential should be scoped to a valid region.';
  if (model.protocol === 'ec2Query') return new AwsError('AuthFailure', message, 401);
  return new AwsError('SignatureDoesNotMatch', message, 403);
}

function hostParts(headers: HttpRequest['headers']): { service?: string; region?: string } {
  const [host = ''] = (headers.host ?? '').split(':');
  const match = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?\.(?:localhost\.localstack\.cloud|amazonaws\.com)$/.exec(
    host,
  );
  if (!match) return {};
  const [, label = '', region] = match;
  return { service: HOST_NAMES[label] ?? label, region };
}

/** Private DNS of an interface endpoint: which names it may answer to, and for whom. */
import type { DnsOptionsSpecification } from '@aws-sdk/client-ec2';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import { scopeKey } from '../../../resources/identity.ts';
import type { Vpc } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import type { OfferedService } from './offeredService.ts';

type PrivateDns = Pick<VpcEndpoint['spec'], 'privateDnsNames' | 'privateDnsOnlyForInboundResolverEndpoint'>;

export interface PrivateDnsRequest {
  readonly vpc: Vpc;
  readonly service: OfferedService;
  readonly enabled: boolean;
  /** Undefined for AWS's default: only for inbound resolvers where the service has gateways too. */
  readonly onlyForInboundResolver?: boolean;
  readonly dnsRecordIpType: string;
  /** The endpoint itself where it exists already: it does not conflict with itself. */
  readonly endpointId?: string;
}

/** @throws AwsError InvalidParameter */
export function privateDnsFor(call: Call, request: PrivateDnsRequest): PrivateDns {
  const { service, vpc, enabled } = request;
  const isShared = service.hasGateway && service.region === call.region;
  if (request.onlyForInboundResolver && !(isShared && enabled)) throw needsGateway(vpc);
  if (!enabled) return { privateDnsNames: [] };
  checkNames(service);
  requireDnsAttributes(vpc);
  checkConflicts(call, request);
  const onlyInbound = isShared && (request.onlyForInboundResolver ?? true);
  if (onlyInbound) checkGateway(call, request);
  return {
    privateDnsNames: service.privateDnsNames,
    privateDnsOnlyForInboundResolverEndpoint: isShared ? onlyInbound : undefined,
  };
}

/** @throws AwsError InvalidParameter for options of endpoints that do not lead to a service */
export function refuseLatticeOptions(options: DnsOptionsSpecification | undefined): void {
  if (!options?.PrivateDnsPreference && !options?.PrivateDnsSpecifiedDomains?.length) return;
  throw invalidParameter(
    'PrivateDnsPreference and PrivateDnsSpecifiedDomains are applicable only to Resource and ServiceNetwork VPC Endpoints.',
  );
}

/** @throws AwsError InvalidParameter */
export function requireDnsAttributes(vpc: Vpc): void {
  if (vpc.spec.enableDnsSupport && vpc.spec.enableDnsHostnames) return;
  throw invalidParameter(
    `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
  );
}

/** Gateway endpoints of a VPC to a service; at most a few. */
export function gatewayEndpoints({ tx }: Call, vpc: Vpc, serviceName: string): VpcEndpoint[] {
  return tx.vpcEndpoints
    .by('quota', `gateways/${scopeKey(vpc)}`)
    .filter(({ spec }) => spec.vpcId === vpc.id && spec.serviceName === serviceName)
    .filter(({ status }) => status.state === 'available');
}

function checkNames({ serviceName, privateDnsNames, privateDnsState }: OfferedService): void {
  const refused = "Private DNS can't be enabled because";
  if (privateDnsNames.length === 0) {
    throw invalidParameter(`${refused} the service ${serviceName} does not provide a private DNS name.`);
  }
  if (privateDnsState !== 'verified') {
    throw invalidParameter(`${refused} the private DNS name of the service ${serviceName} is not verified.`);
  }
}

function checkConflicts(call: Call, { service, vpc, endpointId }: PrivateDnsRequest): void {
  for (const name of service.privateDnsNames) {
    const holders = call.tx.vpcEndpoints.by('privateName', `${vpc.id}/${name}`);
    if (holders.every((row) => row.id === endpointId)) continue;
    throw invalidParameter(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpc.id}`,
    );
  }
}

/** Inside the VPC the gateway serves: its records must be such as the interface's. */
function checkGateway(call: Call, { vpc, service, dnsRecordIpType }: PrivateDnsRequest): void {
  const gateways = gatewayEndpoints(call, vpc, service.serviceName);
  if (gateways.length === 0) throw needsGateway(vpc);
  const allowed = ['service-defined', dnsRecordIpType];
  if (gateways.some(({ spec }) => allowed.includes(spec.dnsRecordIpType))) return;
  throw invalidParameter(
    `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the DnsRecordIpType of the Gateway endpoint must be service-defined or ${dnsRecordIpType}.`,
  );
}

function needsGateway({ id }: Vpc): Error {
  return invalidParameter(
    `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC ${id} must have a Gateway endpoint for the service.`,
  );
}

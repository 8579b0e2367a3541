/** What a ModifyVpcEndpoint makes of an endpoint's policy, address type and names. */
import type { ModifyVpcEndpointRequest } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';
import { findVpc } from '../ids.ts';
import { checkAddressType, checkRecordType } from './endpointAddressType.ts';
import { checkEndpointPolicy, defaultPolicy } from './endpointPolicy.ts';
import { checkFamilies } from './endpointSubnets.ts';
import { invalidParameter } from './errors.ts';
import type { OfferedService } from './offeredService.ts';
import { privateDnsFor, refuseLatticeOptions, requireDnsAttributes } from './privateDns.ts';

type Spec = VpcEndpoint['spec'];
type Settings = Partial<Spec>;

/**
 * @param service undefined where the provider has deleted it: then names and addresses stay as they are
 * @throws AwsError as for a new endpoint
 */
export function settingsAfter(
  call: Call,
  endpoint: VpcEndpoint,
  service: OfferedService | undefined,
  input: ModifyVpcEndpointRequest,
): Settings {
  refuseLatticeOptions(input.DnsOptions);
  if (service) {
    const policyDocument = policyAfter(endpoint, service, input);
    return { policyDocument, ...addressesAndNamesAfter(call, endpoint, service, input) };
  }
  const { IpAddressType, DnsOptions, PolicyDocument, PrivateDnsEnabled } = input;
  if (IpAddressType || DnsOptions || PolicyDocument || PrivateDnsEnabled) {
    throw invalidParameter(`The VPC endpoint service ${endpoint.spec.serviceName} does not exist any more`);
  }
  return PrivateDnsEnabled === false
    ? { privateDnsNames: [], privateDnsOnlyForInboundResolverEndpoint: undefined }
    : {};
}

function policyAfter(
  { spec }: VpcEndpoint,
  service: OfferedService,
  { ResetPolicy, PolicyDocument }: ModifyVpcEndpointRequest,
): string | undefined {
  if (ResetPolicy) return defaultPolicy(service.serviceType);
  return PolicyDocument ? checkEndpointPolicy(PolicyDocument, service) : spec.policyDocument;
}

function addressesAndNamesAfter(
  call: Call,
  { id, spec }: VpcEndpoint,
  service: OfferedService,
  input: ModifyVpcEndpointRequest,
): Settings {
  const { DnsRecordIpType, PrivateDnsOnlyForInboundResolverEndpoint } = input.DnsOptions ?? {};
  const ipAddressType = input.IpAddressType
    ? checkAddressType(service, input.IpAddressType)
    : spec.ipAddressType;
  if (input.IpAddressType) checkFamilies(ipAddressType, subnetsOf(call, spec));
  const record = DnsRecordIpType ?? (input.IpAddressType ? undefined : spec.dnsRecordIpType);
  const dnsRecordIpType = checkRecordType(service.serviceType, ipAddressType, record);
  const vpc = findVpc(call, spec.vpcId);
  if (DnsRecordIpType && service.serviceType === 'Gateway' && DnsRecordIpType !== 'service-defined') {
    requireDnsAttributes(vpc);
  }
  const isEnabled = spec.privateDnsNames.length > 0;
  const enabled = input.PrivateDnsEnabled ?? isEnabled;
  // What is on already stays on, also where it could not be turned on any more.
  if (enabled && isEnabled && PrivateDnsOnlyForInboundResolverEndpoint === undefined) {
    return { ipAddressType, dnsRecordIpType };
  }
  const privateDns = privateDnsFor(call, {
    vpc,
    service,
    enabled,
    onlyForInboundResolver: PrivateDnsOnlyForInboundResolverEndpoint,
    dnsRecordIpType,
    endpointId: id,
  });
  const off = { privateDnsOnlyForInboundResolverEndpoint: undefined };
  return { ipAddressType, dnsRecordIpType, ...off, ...privateDns };
}

function subnetsOf({ tx }: Call, spec: Spec) {
  return spec.subnetIds.map((subnetId) => known(tx.subnets.get(subnetId), `subnet ${subnetId} exists`));
}

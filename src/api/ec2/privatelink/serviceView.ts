/** A service as its owner sees it (ServiceConfiguration) and as consumers do (ServiceDetail). */
import type { ServiceConfiguration, ServiceConnectivityType, ServiceDetail } from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { type OfferedService, offeredByCustomer } from './offeredService.ts';
import { serviceZones } from './serviceZones.ts';

export function serviceConfigurationView(call: Call, row: EndpointService): ServiceConfiguration {
  const { spec, status } = row;
  return {
    ...shared(call, offeredByCustomer(row)),
    ServiceState: status.state,
    NetworkLoadBalancerArns: orAbsent(spec.networkLoadBalancerArns),
    GatewayLoadBalancerArns: orAbsent(spec.gatewayLoadBalancerArns),
    PrivateDnsName: spec.privateDnsName,
    PrivateDnsNameConfiguration: nameConfiguration(row),
    SupportedRegions: spec.supportedRegions.map((Region) => ({ Region, ServiceState: status.state })),
    RemoteAccessEnabled: spec.supportedRegions.some((region) => region !== row.region),
  };
}

export function serviceDetailView(call: Call, service: OfferedService): ServiceDetail {
  const { privateDnsNames } = service;
  return {
    ...shared(call, service),
    ServiceRegion: service.region,
    Owner: service.owner,
    PrivateDnsName: privateDnsNames[0],
    PrivateDnsNames: orAbsent(privateDnsNames)?.map((PrivateDnsName) => ({ PrivateDnsName })),
    VpcEndpointPolicySupported: service.policySupported,
    PrivateDnsNameVerificationState: service.privateDnsState,
  };
}

/** AWS leaves out the load balancers of the kind that a service does not have. */
export function orAbsent<T>(list: readonly T[]): T[] | undefined {
  return list.length > 0 ? [...list] : undefined;
}

function shared(call: Call, service: OfferedService) {
  const { id, baseDnsName, tags } = service;
  const zones = serviceZones(call, service);
  return {
    ServiceType: [{ ServiceType: service.serviceType }],
    ServiceId: id,
    ServiceName: service.serviceName,
    AvailabilityZoneIds: zones.map((zone) => zone.id),
    AvailabilityZones: zones.map((zone) => zone.name),
    AcceptanceRequired: service.acceptanceRequired,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: service.ipAddressTypes as ServiceConnectivityType[],
    BaseEndpointDnsNames: baseDnsName ? [baseDnsName] : undefined,
    PayerResponsibility: service.customer?.spec.payerResponsibility,
    Tags: toTagList(tags),
  };
}

/** AWS answers an empty structure for a service without a private name. */
function nameConfiguration({ status }: EndpointService): ServiceConfiguration['PrivateDnsNameConfiguration'] {
  const { privateDnsName } = status;
  if (!privateDnsName) return {};
  const { state: State, name: Name, value: Value } = privateDnsName;
  return { State, Type: 'TXT', Name, Value };
}

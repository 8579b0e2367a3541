/** A service as its owner sees it (ServiceConfiguration) and as consumers do (ServiceDetail). */
import type { ServiceConfiguration, ServiceConnectivityType, ServiceDetail } from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../../resources/endpointService.ts';
import { serviceBaseDnsName } from '../../../resources/names.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { serviceZones } from './serviceZones.ts';

export function serviceConfigurationView(call: Call, row: EndpointService): ServiceConfiguration {
  const { spec, status } = row;
  return {
    ...shared(call, row),
    ServiceState: status.state,
    NetworkLoadBalancerArns: [...spec.networkLoadBalancerArns],
    PrivateDnsName: spec.privateDnsName,
    PrivateDnsNameConfiguration: nameConfiguration(row),
    SupportedRegions: spec.supportedRegions.map((Region) => ({ Region, ServiceState: status.state })),
    RemoteAccessEnabled: spec.supportedRegions.some((region) => region !== row.region),
  };
}

export function serviceDetailView(call: Call, row: EndpointService): ServiceDetail {
  const { privateDnsName } = row.spec;
  return {
    ...shared(call, row),
    ServiceRegion: row.region,
    Owner: row.accountId,
    PrivateDnsName: privateDnsName,
    PrivateDnsNames: privateDnsName ? [{ PrivateDnsName: privateDnsName }] : undefined,
    VpcEndpointPolicySupported: false,
    PrivateDnsNameVerificationState: row.status.privateDnsName?.state,
  };
}

function shared(call: Call, row: EndpointService) {
  const { id, region, spec, tags } = row;
  const zones = serviceZones(call, row);
  return {
    ServiceType: [{ ServiceType: 'Interface' as const }],
    ServiceId: id,
    ServiceName: spec.serviceName,
    AvailabilityZoneIds: zones.map((zone) => zone.id),
    AvailabilityZones: zones.map((zone) => zone.name),
    AcceptanceRequired: spec.acceptanceRequired,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: spec.supportedIpAddressTypes as ServiceConnectivityType[],
    BaseEndpointDnsNames: [serviceBaseDnsName(region, id)],
    PayerResponsibility: spec.payerResponsibility,
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

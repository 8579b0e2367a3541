/** DNS names and service names as AWS forms them. Pure: what the API shows and what DNS answers is the same text. */
import { known } from '../base/assert.ts';
import { type AwsService, awsServicesNamed } from './awsServices.ts';
import { serviceRegionOf, type VpcEndpoint } from './endpoint.ts';

/** `com.amazonaws.vpce.us-east-1.vpce-svc-…`. */
export function endpointServiceName(region: string, serviceId: string): string {
  return `com.amazonaws.vpce.${region}.${serviceId}`;
}

/** `vpce-svc-….us-east-1.vpce.amazonaws.com`: the zone under which a service's endpoints have their names. */
export function serviceBaseDnsName(region: string, serviceId: string): string {
  return `${serviceId}.${region}.vpce.amazonaws.com`;
}

/** `vpce-…-a1b2c3d4.vpce-svc-….us-east-1.vpce.amazonaws.com`: resolves to the endpoint in all its zones. */
export function endpointRegionalDnsName(endpoint: VpcEndpoint): string {
  return `${endpointLabel(endpoint)}.${endpointBase(endpoint)}`;
}

/** `vpce-…-a1b2c3d4-us-east-1a.vpce-svc-….us-east-1.vpce.amazonaws.com`: the endpoint in one zone. */
export function endpointZonalDnsName(endpoint: VpcEndpoint, availabilityZone: string): string {
  return `${endpointLabel(endpoint)}-${availabilityZone}.${endpointBase(endpoint)}`;
}

/** `my-nlb-0123456789abcdef.elb.us-east-1.amazonaws.com`; internal load balancers have the same form. */
export function loadBalancerDnsName(name: string, suffix: string, region: string): string {
  return `${name}-${suffix}.elb.${region}.amazonaws.com`;
}

/** `us-east-1a.my-nlb-….elb.us-east-1.amazonaws.com`: the load balancer's node in one zone. */
export function loadBalancerZonalDnsName(dnsName: string, availabilityZone: string): string {
  return `${availabilityZone}.${dnsName}`;
}

/** `i-….ec2.internal`: the name of an instance that has no IPv4 address to be named after. */
export function instanceResourceName(instanceId: string, region: string): string {
  return `${instanceId}.${instanceDnsDomain(region)}`;
}

/** `ip-10-0-0-5.ec2.internal`; in every region but us-east-1 `ip-10-0-0-5.<region>.compute.internal`. */
export function instancePrivateDnsName(privateIpAddress: string, region: string): string {
  return `ip-${privateIpAddress.replaceAll('.', '-')}.${instanceDnsDomain(region)}`;
}

/** The domain of instance names, which is also the default search domain. */
export function instanceDnsDomain(region: string): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}

/** `*.vpce-…` for services of which callers name a part, as a bucket of S3. */
function endpointLabel(endpoint: VpcEndpoint): string {
  const label = `${endpoint.id}-${endpoint.spec.dnsLabel}`;
  return awsServiceOf(endpoint)?.wildcardNames ? `*.${label}` : label;
}

function endpointBase(endpoint: VpcEndpoint): string {
  const { serviceId, serviceName } = endpoint.spec;
  if (serviceId) return serviceBaseDnsName(serviceRegionOf(endpoint), serviceId);
  return known(awsServiceOf(endpoint), `${serviceName} is a service of AWS`).baseDnsName;
}

function awsServiceOf(endpoint: VpcEndpoint): AwsService | undefined {
  if (endpoint.spec.serviceId) return undefined;
  const services = awsServicesNamed(endpoint.spec.serviceName, serviceRegionOf(endpoint));
  return services.find(({ serviceType }) => serviceType === 'Interface');
}

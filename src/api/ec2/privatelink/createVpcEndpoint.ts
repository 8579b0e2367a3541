/** CreateVpcEndpoint: to another account's service, or to one of AWS's. */
import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { LOWER_ALPHANUMERIC } from '../../../base/random.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointConnection, EndpointService } from '../../../resources/endpointService.ts';
import type { Tags } from '../../../resources/identity.ts';
import type { Vpc } from '../../../resources/network.ts';
import { firstState } from '../../../state/connections.ts';
import { type Placement, placeEndpoint } from '../../../state/endpointInterfaces.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkAddressType, checkRecordType } from './endpointAddressType.ts';
import { endpointGroups } from './endpointGroups.ts';
import { checkEndpointPolicy } from './endpointPolicy.ts';
import { checkEndpointQuota } from './endpointQuota.ts';
import { checkFamilies, checkZones, requestedPlacements } from './endpointSubnets.ts';
import { requestedService } from './endpointType.ts';
import { endpointView } from './endpointView.ts';
import { invalidParameter } from './errors.ts';
import { checkRouteTables, leadToGateway } from './gatewayRoutes.ts';
import type { OfferedService } from './offeredService.ts';
import { privateDnsFor, refuseLatticeOptions, requireDnsAttributes } from './privateDns.ts';

interface Checked {
  readonly vpc: Vpc;
  readonly service: OfferedService;
  readonly placements: readonly Placement[];
  readonly routeTableIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly policyDocument: string | undefined;
  readonly dns: DnsSettings;
  readonly tags: Tags;
}

type DnsSettings = Pick<
  VpcEndpoint['spec'],
  'ipAddressType' | 'dnsRecordIpType' | 'privateDnsNames' | 'privateDnsOnlyForInboundResolverEndpoint'
>;

export function createVpcEndpoint(call: Call, input: CreateVpcEndpointRequest): CreateVpcEndpointResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [create(call, checked(call, input))],
    ([id = '']) => answer(call, id, input.ClientToken),
  );
}

function answer(call: Call, id: string, ClientToken: string | undefined): CreateVpcEndpointResult {
  const row = call.tx.vpcEndpoints.get(id);
  if (row) return { VpcEndpoint: endpointView(call, row), ClientToken };
  throw new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
}

/** In AWS's order: the first thing that is wrong is the one that the caller is told. */
function checked(call: Call, input: CreateVpcEndpointRequest): Checked {
  const tags = tagsFor(input.TagSpecifications, 'vpc-endpoint');
  const vpc = findVpc(call, input.VpcId);
  const service = requestedService(call, input);
  const { serviceType } = service;
  const placements = checkedPlacements(call, vpc, service, input);
  const routeTableIds = checkRouteTables(call, vpc.id, input.RouteTableIds);
  const groupIds = serviceType === 'Interface' ? endpointGroups(call, vpc.id, input.SecurityGroupIds) : [];
  const policyDocument = checkEndpointPolicy(input.PolicyDocument, service);
  const dns = checkedDns(call, vpc, service, input);
  checkFamilies(
    dns.ipAddressType,
    placements.map(({ subnet }) => subnet),
  );
  checkEndpointQuota(call, vpc, serviceType);
  return { vpc, service, placements, routeTableIds, groupIds, policyDocument, dns, tags };
}

function checkedPlacements(
  call: Call,
  vpc: Vpc,
  service: OfferedService,
  input: CreateVpcEndpointRequest,
): Placement[] {
  const placements = requestedPlacements(call, vpc.id, {
    subnetIds: input.SubnetIds,
    configurations: input.SubnetConfigurations,
    ipAddressType: input.IpAddressType ?? 'ipv4',
  });
  if (service.serviceType === 'GatewayLoadBalancer' && placements.length !== 1) {
    throw invalidParameter(
      'Exactly one subnet must be specified for a GatewayLoadBalancer type VPC Endpoint.',
    );
  }
  checkZones(
    call,
    service,
    [],
    placements.map(({ subnet }) => subnet),
  );
  return placements;
}

function checkedDns(
  call: Call,
  vpc: Vpc,
  service: OfferedService,
  input: CreateVpcEndpointRequest,
): DnsSettings {
  refuseLatticeOptions(input.DnsOptions);
  const ipAddressType = checkAddressType(service, input.IpAddressType ?? 'ipv4');
  const { DnsRecordIpType, PrivateDnsOnlyForInboundResolverEndpoint } = input.DnsOptions ?? {};
  const dnsRecordIpType = checkRecordType(service.serviceType, ipAddressType, DnsRecordIpType);
  if (service.serviceType === 'Gateway' && dnsRecordIpType !== 'service-defined') requireDnsAttributes(vpc);
  const privateDns = privateDnsFor(call, {
    vpc,
    service,
    enabled: input.PrivateDnsEnabled ?? service.privateDnsByDefault,
    onlyForInboundResolver: PrivateDnsOnlyForInboundResolverEndpoint,
    dnsRecordIpType,
  });
  return { ipAddressType, dnsRecordIpType, ...privateDns };
}

function create(call: Call, request: Checked): string {
  const { tx, random, now } = call;
  const { service, placements, routeTableIds } = request;
  const endpoint = newEndpoint(call, request);
  tx.vpcEndpoints.put(endpoint);
  if (service.serviceType === 'Gateway') leadToGateway(call, endpoint, routeTableIds);
  for (const placement of placements) placeEndpoint(tx, endpoint.id, placement, now, random);
  if (service.customer) tx.endpointConnections.put(newConnection(call, service.customer, endpoint));
  return endpoint.id;
}

function newEndpoint(call: Call, request: Checked): VpcEndpoint {
  const { vpc, service, groupIds, policyDocument, dns, tags } = request;
  return {
    ...newResource(call, 'vpce'),
    tags,
    spec: {
      vpcId: vpc.id,
      vpcEndpointType: service.serviceType,
      serviceName: service.serviceName,
      serviceId: service.customer?.id,
      subnetIds: [],
      groupIds,
      policyDocument,
      ...dns,
      dnsLabel: call.random.text(8, LOWER_ALPHANUMERIC),
      serviceRegion: service.region === call.region ? undefined : service.region,
      connectionId: service.customer && `vpce-con-${call.random.hex(17)}`,
    },
    status: { state: firstState(service), networkInterfaceIds: {} },
  };
}

/** The provider's side of the endpoint. */
function newConnection(call: Call, service: EndpointService, endpoint: VpcEndpoint): EndpointConnection {
  return {
    id: known(endpoint.spec.connectionId, `endpoint ${endpoint.id} has a connection`),
    accountId: service.accountId,
    region: service.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: {
      serviceId: service.id,
      endpointId: endpoint.id,
      endpointOwner: endpoint.accountId,
      endpointRegion: endpoint.region,
      decision: service.spec.acceptanceRequired ? 'pendingAcceptance' : 'accepted',
    },
  };
}

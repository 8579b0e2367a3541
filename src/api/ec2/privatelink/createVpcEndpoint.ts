/** CreateVpcEndpoint: an interface endpoint to another account's service. */
import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import { AwsError } from '../../../base/awsError.ts';
import { LOWER_ALPHANUMERIC } from '../../../base/random.ts';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointConnection, EndpointService } from '../../../resources/endpointService.ts';
import type { Tags } from '../../../resources/identity.ts';
import type { Vpc } from '../../../resources/network.ts';
import { acceptConnection } from '../../../state/connections.ts';
import { type Placement, placeEndpoint } from '../../../state/endpointInterfaces.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { findVpc } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { checkDnsRequest, privateNameFor } from './endpointDns.ts';
import { endpointGroups } from './endpointGroups.ts';
import { checkEndpointPolicy } from './endpointPolicy.ts';
import { checkZones, requestedPlacements } from './endpointSubnets.ts';
import { requestedService } from './endpointType.ts';
import { endpointView } from './endpointView.ts';

interface Checked {
  readonly vpc: Vpc;
  readonly service: EndpointService;
  readonly placements: readonly Placement[];
  readonly groupIds: readonly string[];
  readonly policyDocument: string;
  /** Set when private DNS is asked for. */
  readonly privateDnsName?: string;
  readonly tags: Tags;
}

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
  const placements = requestedPlacements(call, vpc.id, input.SubnetIds, input.SubnetConfigurations);
  checkZones(
    call,
    service,
    [],
    placements.map(({ subnet }) => subnet),
  );
  const groupIds = endpointGroups(call, vpc.id, input.SecurityGroupIds);
  const policyDocument = checkEndpointPolicy(input.PolicyDocument, service.spec.serviceName);
  checkDnsRequest(service, vpc.id, input);
  const privateDnsName = input.PrivateDnsEnabled ? privateNameFor(call, service, vpc) : undefined;
  checkRoom(call, vpc);
  return { vpc, service, placements, groupIds, policyDocument, privateDnsName, tags };
}

function checkRoom({ tx }: Call, vpc: Vpc): void {
  const words = 'The maximum number of VPC endpoints has been reached.';
  const present = tx.vpcEndpoints.count('vpc', vpc.id);
  checkQuota('interfaceEndpointsPerVpc', present, 'VpcEndpointLimitExceeded', words);
}

function create(call: Call, request: Checked): string {
  const { tx, random, now } = call;
  const endpoint = newEndpoint(call, request);
  tx.vpcEndpoints.put(endpoint);
  tx.endpointConnections.put(newConnection(call, request.service, endpoint));
  for (const placement of request.placements) placeEndpoint(tx, endpoint.id, placement, now, random);
  if (!request.service.spec.acceptanceRequired) {
    acceptConnection(tx, known(tx.vpcEndpoints.get(endpoint.id), `endpoint ${endpoint.id} exists`), random);
  }
  return endpoint.id;
}

function newEndpoint(call: Call, request: Checked): VpcEndpoint {
  const { vpc, service, groupIds, policyDocument, privateDnsName, tags } = request;
  return {
    ...newResource(call, 'vpce'),
    tags,
    spec: {
      vpcId: vpc.id,
      vpcEndpointType: 'Interface',
      serviceName: service.spec.serviceName,
      serviceId: service.id,
      subnetIds: [],
      groupIds,
      privateDnsEnabled: privateDnsName !== undefined,
      privateDnsName,
      policyDocument,
      ipAddressType: 'ipv4',
      dnsRecordIpType: 'ipv4',
      dnsLabel: call.random.text(8, LOWER_ALPHANUMERIC),
      serviceRegion: service.region === call.region ? undefined : service.region,
      connectionId: `vpce-con-${call.random.hex(17)}`,
    },
    status: { state: 'pendingAcceptance', networkInterfaceIds: {} },
  };
}

/** The provider's side of the endpoint. */
function newConnection(call: Call, service: EndpointService, endpoint: VpcEndpoint): EndpointConnection {
  return {
    id: endpoint.spec.connectionId,
    accountId: service.accountId,
    region: service.region,
    createdAt: call.now.toISOString(),
    tags: {},
    spec: {
      serviceId: service.id,
      endpointId: endpoint.id,
      endpointOwner: endpoint.accountId,
      endpointRegion: endpoint.region,
      decision: 'pendingAcceptance',
    },
  };
}

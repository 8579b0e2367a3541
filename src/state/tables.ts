/** The list of all tables with their indexes: adding a resource adds a line here. */

import type { AccountRegion, ClientToken } from '../resources/account.ts';
import type { ConnectionNotification } from '../resources/connectionNotification.ts';
import type { ConsoleOutput } from '../resources/consoleOutput.ts';
import type { ElasticIp } from '../resources/elasticIp.ts';
import type { VpcEndpoint } from '../resources/endpoint.ts';
import {
  type EndpointConnection,
  type EndpointService,
  loadBalancersOf,
  type ServicePermission,
} from '../resources/endpointService.ts';
import type { FabricCursor } from '../resources/fabric.ts';
import type { FlowLog } from '../resources/flowLog.ts';
import { scopeKey } from '../resources/identity.ts';
import type { Instance } from '../resources/instance.ts';
import type { KeyPair } from '../resources/keyPair.ts';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../resources/loadBalancer.ts';
import type { NatGateway } from '../resources/natGateway.ts';
import type {
  DhcpOptions,
  EgressOnlyInternetGateway,
  InternetGateway,
  NetworkAcl,
  RouteTable,
  Subnet,
  SubnetCidrReservation,
  Vpc,
} from '../resources/network.ts';
import { allowsAll, subnetsOf } from '../resources/networkAcls.ts';
import type { NetworkInsightsAnalysis, NetworkInsightsPath } from '../resources/networkInsights.ts';
import {
  addressesOf,
  attachmentOf,
  isLive,
  type NetworkInterface,
  prefixAddresses,
} from '../resources/networkInterface.ts';
import type { NetworkInterfacePermission } from '../resources/networkInterfacePermission.ts';
import type { OnPremises } from '../resources/onPremises.ts';
import type { PeeringAcceptance, PeeringConnection } from '../resources/peeringConnection.ts';
import type { PrefixList, PrefixListVersion } from '../resources/prefixList.ts';
import { awaitsVerification } from '../resources/privateDnsName.ts';
import type { SecurityGroup, SecurityGroupRule } from '../resources/securityGroup.ts';
import type { Volume } from '../resources/volume.ts';
import { cidrAssociationIds, ipv6Blocks } from '../resources/vpcBlocks.ts';
import { attachedVpc, type CustomerGateway, stateOf, type VpnGateway } from '../resources/vpnGateway.ts';
import { iamTables } from './iamTables.ts';
import { RowPacker } from './rowPacking.ts';
import type { ReadTable, Table, TableOptions, WriteTable } from './table.ts';
import { tablesWith } from './tableMaker.ts';
import { transitTables } from './transitTables.ts';

/**
 * Index `scope` (key: `scopeKey(row)`) is on every table of things that an account lists in a Region; what has no
 * Region has an index `account`.
 */
export function makeTables(options: TableOptions = {}) {
  const table = tablesWith(new RowPacker(), options);
  return {
    accountRegions: table<AccountRegion>()('accountRegions', {}),
    clientTokens: table<ClientToken>()('clientTokens', {}),
    vpcs: table<Vpc>()('vpcs', {
      scope: scopeKey,
      dhcpOptions: (row) => row.spec.dhcpOptionsId,
      cidrAssociation: cidrAssociationIds,
      /** Its own id, where it has a block of IPv6. */
      hasIpv6: (row) => (ipv6Blocks(row).length > 0 ? row.id : undefined),
      ipv6Block: (row) => ipv6Blocks(row).map(({ ipv6CidrBlock }) => ipv6CidrBlock),
      fabricBlock: (row) =>
        row.status.fabricBlock === undefined ? undefined : String(row.status.fabricBlock),
    }),
    fabricCursors: table<FabricCursor>()('fabricCursors', {}),
    subnets: table<Subnet>()('subnets', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      cidrAssociation: (row) => row.spec.ipv6Block?.associationId,
    }),
    subnetCidrReservations: table<SubnetCidrReservation>()('subnetCidrReservations', {
      scope: scopeKey,
      subnet: (row) => row.spec.subnetId,
    }),
    egressOnlyInternetGateways: table<EgressOnlyInternetGateway>()('egressOnlyInternetGateways', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
    }),
    routeTables: table<RouteTable>()('routeTables', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      /** Destinations that were set: prefix lists among them. */
      destination: (row) => row.spec.routes.map(({ destination }) => destination),
      target: (row) => row.spec.routes.map(({ target }) => target),
      /** Subnets and gateways that have it as their own. */
      associated: ({ spec }) =>
        spec.associations.flatMap(({ subnetId, gatewayId }) => subnetId ?? gatewayId ?? []),
      /** VPC id to its main table. */
      main: ({ spec }) => (spec.associations.some(({ main }) => main) ? spec.vpcId : undefined),
    }),
    networkAcls: table<NetworkAcl>()('networkAcls', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      /** Id of a subnet to its ACL. */
      associated: subnetsOf,
      /** Where that does not let everything of IPv4 pass. */
      filtersIpv4: (row) => (allowsAll(row, false) ? [] : subnetsOf(row)),
      /** The same of IPv6, in whatever VPC. */
      filtersIpv6: (row) => (allowsAll(row, true) ? [] : subnetsOf(row)),
    }),
    internetGateways: table<InternetGateway>()('internetGateways', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcIds,
    }),
    elasticIps: table<ElasticIp>()('elasticIps', {
      scope: scopeKey,
      publicIp: (row) => row.spec.publicIp,
      /** Id of the interface that it stands for. */
      interface: (row) => row.spec.association?.networkInterfaceId,
      association: (row) => row.spec.association?.id,
    }),
    natGateways: table<NatGateway>()('natGateways', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      state: (row) => row.status.state,
    }),
    peeringConnections: table<PeeringConnection>()('peeringConnections', {
      scope: scopeKey,
      /** Scope of either side. */
      party: ({ spec }) => [scopeKey(spec.requester), scopeKey(spec.accepter)],
      vpc: ({ spec }) => [spec.requester.vpcId, spec.accepter.vpcId],
      state: (row) => row.status.code,
    }),
    peeringAcceptances: table<PeeringAcceptance>()('peeringAcceptances', { scope: scopeKey }),
    vpnGateways: table<VpnGateway>()('vpnGateways', { scope: scopeKey, vpc: attachedVpc, state: stateOf }),
    onPremises: table<OnPremises>()('onPremises', {
      hostInterface: ({ spec: { place } }) => ('hostInterface' in place ? place.hostInterface : undefined),
      namespace: ({ spec: { place } }) => ('namespace' in place ? place.namespace : undefined),
    }),
    customerGateways: table<CustomerGateway>()('customerGateways', { scope: scopeKey, state: stateOf }),
    ...transitTables(table),
    dhcpOptions: table<DhcpOptions>()('dhcpOptions', { scope: scopeKey }),
    securityGroups: table<SecurityGroup>()('securityGroups', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      associatedVpc: (row) => row.spec.associatedVpcIds,
    }),
    securityGroupRules: table<SecurityGroupRule>()('securityGroupRules', {
      scope: scopeKey,
      group: (row) => row.spec.groupId,
      referencedGroup: (row) => ('groupId' in row.spec.peer ? row.spec.peer.groupId : undefined),
      prefixList: (row) => ('prefixListId' in row.spec.peer ? row.spec.peer.prefixListId : undefined),
    }),
    prefixLists: table<PrefixList>()('prefixLists', { scope: scopeKey }),
    prefixListVersions: table<PrefixListVersion>()('prefixListVersions', {
      scope: scopeKey,
      prefixList: (row) => row.spec.prefixListId,
    }),
    networkInterfaces: table<NetworkInterface>()('networkInterfaces', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      subnet: (row) => row.spec.subnetId,
      group: (row) => row.spec.groupIds,
      /** Id of a subnet in which interfaces have secondary addresses or prefixes. */
      severalAddresses: ({ spec }) =>
        spec.secondaryAddresses?.length || spec.ipv4Prefixes ? spec.subnetId : undefined,
      /** Key: `${vpcId}/${address}`, of each of its private addresses, those in prefixes too. */
      address: (row) =>
        [...addressesOf(row), ...prefixAddresses(row)].map((address) => `${row.spec.vpcId}/${address}`),
      /** Key: `${subnetId}/${address}`. */
      publicIp: ({ spec }) => spec.publicIp,
      ipv6Address: ({ spec }) => spec.ipv6Addresses?.map((address) => `${spec.subnetId}/${address}`),
      instance: (row) => attachmentOf(row)?.instanceId,
      attachment: (row) => row.spec.attachmentId,
      dataPlane: (row) => row.status.dataPlane,
      /** VPC id to the interfaces that its router knows. */
      live: (row) => (isLive(row) ? row.spec.vpcId : undefined),
      /** Key: `${vpcId}/${groupId}`; those of them that have the group. */
      liveGroup: (row) =>
        isLive(row) ? row.spec.groupIds.map((id) => `${row.spec.vpcId}/${id}`) : undefined,
      fabric: (row) => row.status.fabricAddress,
      /** Load balancer node interface id to the endpoint interfaces that send to it. */
      node: (row) => row.status.nodeInterfaceId,
    }),
    networkInterfacePermissions: table<NetworkInterfacePermission>()('networkInterfacePermissions', {
      scope: scopeKey,
      networkInterface: (row) => row.spec.networkInterfaceId,
    }),
    keyPairs: table<KeyPair>()('keyPairs', {
      scope: scopeKey,
      /** Key: `${scopeKey}/${keyName}`. */
      name: (row) => `${scopeKey(row)}/${row.spec.keyName}`,
    }),
    flowLogs: table<FlowLog>()('flowLogs', { scope: scopeKey, resource: (row) => row.spec.resourceId }),
    networkInsightsPaths: table<NetworkInsightsPath>()('networkInsightsPaths', { scope: scopeKey }),
    networkInsightsAnalyses: table<NetworkInsightsAnalysis>()('networkInsightsAnalyses', {
      scope: scopeKey,
      path: (row) => row.spec.pathId,
      /** `running`: the analyzer is to answer it. */
      state: (row) => row.status.state,
    }),
    consoleOutputs: table<ConsoleOutput>()('consoleOutputs', {}),
    volumes: table<Volume>()('volumes', { scope: scopeKey, instance: (row) => row.spec.instanceId }),
    instances: table<Instance>()('instances', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      state: (row) => row.status.state,
    }),
    loadBalancers: table<LoadBalancer>()('loadBalancers', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      /** Key: `${scopeKey}/${name}`. */
      name: (row) => `${scopeKey(row)}/${row.spec.name}`,
      securityGroup: (row) => row.spec.securityGroupIds,
      state: (row) => row.status.state,
    }),
    listeners: table<Listener>()('listeners', {
      scope: scopeKey,
      loadBalancer: (row) => row.spec.loadBalancerArn,
      targetGroup: (row) => row.spec.forwardsTo.map(({ targetGroupArn }) => targetGroupArn),
    }),
    targetGroups: table<TargetGroup>()('targetGroups', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      name: (row) => `${scopeKey(row)}/${row.spec.name}`,
    }),
    targets: table<Target>()('targets', {
      scope: scopeKey,
      targetGroup: (row) => row.spec.targetGroupArn,
      /** Instance id or address. */
      target: (row) => row.spec.targetId,
      draining: (row) => (row.spec.deregisteredAt ? 'draining' : undefined),
    }),
    endpointServices: table<EndpointService>()('endpointServices', {
      scope: scopeKey,
      serviceName: (row) => row.spec.serviceName,
      loadBalancer: loadBalancersOf,
      /** `asked`: the ownership of its private name is to be checked. */
      verification: (row) => (awaitsVerification(row) ? 'asked' : undefined),
    }),
    servicePermissions: table<ServicePermission>()('servicePermissions', {
      scope: scopeKey,
      service: (row) => row.spec.serviceId,
    }),
    endpointConnections: table<EndpointConnection>()('endpointConnections', {
      scope: scopeKey,
      service: (row) => row.spec.serviceId,
      endpoint: (row) => row.spec.endpointId,
    }),
    connectionNotifications: table<ConnectionNotification>()('connectionNotifications', {
      scope: scopeKey,
      /** Id of the service or of the endpoint. */
      about: ({ spec: { about } }) => ('serviceId' in about ? about.serviceId : about.endpointId),
    }),
    vpcEndpoints: table<VpcEndpoint>()('vpcEndpoints', {
      scope: scopeKey,
      vpc: (row) => row.spec.vpcId,
      service: (row) => row.spec.serviceId,
      subnet: (row) => row.spec.subnetIds,
      group: (row) => row.spec.groupIds,
      state: (row) => row.status.state,
      /** Key: `${vpcId}/${privateDnsName}` for each private name. */
      privateName: ({ spec }) => spec.privateDnsNames.map((name) => `${spec.vpcId}/${name}`),
      /** What counts towards one quota: the gateways of a `scopeKey`, the others of a VPC. */
      quota: (row) => (row.spec.vpcEndpointType === 'Gateway' ? `gateways/${scopeKey(row)}` : row.spec.vpcId),
    }),
    ...iamTables(table),
  };
}

export type AllTables = ReturnType<typeof makeTables>;
export type TableName = keyof AllTables;

/** All tables, readable. */
export type Snapshot = {
  readonly [Name in TableName]: AllTables[Name] extends Table<infer R, infer I> ? ReadTable<R, I> : never;
};

/** All tables, writable until the transaction ends. */
export type Transaction = {
  readonly [Name in TableName]: AllTables[Name] extends Table<infer R, infer I> ? WriteTable<R, I> : never;
};

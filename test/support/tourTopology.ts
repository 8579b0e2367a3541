/**
 * The tour's network: provider and consumer are both 10.0.0.0/16; the provider has a load balancer in two
 * zones with a target in each, the consumer an instance and an endpoint in two zones. The endpoint waits for
 * acceptance; `acceptConnection` moves it on.
 */

import type { Row } from '../../src/state/table.ts';
import type { TableName } from '../../src/state/tables.ts';
import {
  attachedTo,
  balancerOf,
  connectionOf,
  endpointOf,
  groupOf,
  instanceOf,
  interfaceOf,
  listenerOf,
  ruleOf,
  serviceOf,
  subnetOf,
  targetGroupOf,
  targetOf,
  vpcOf,
} from './rows.ts';

export type Placed = readonly [TableName, Row];

/** Rows in the order in which the API would make them. */
export function tourTopology(): Placed[] {
  return [...provider(), ...consumer()];
}

const pa = subnetOf('subnet-pa', 'vpc-p', '10.0.1.0/24', 'us-east-1a');
const pb = subnetOf('subnet-pb', 'vpc-p', '10.0.2.0/24', 'us-east-1b');
const ca = subnetOf('subnet-ca', 'vpc-c', '10.0.1.0/24', 'us-east-1a');
const cb = subnetOf('subnet-cb', 'vpc-c', '10.0.2.0/24', 'us-east-1b');

function provider(): Placed[] {
  const node = { kind: 'loadBalancer', loadBalancerArn: 'nlb' } as const;
  return [
    ['vpcs', vpcOf('vpc-p', '10.0.0.0/16', 1)],
    ['subnets', pa],
    ['subnets', pb],
    ['securityGroups', groupOf('sg-nlb', 'vpc-p')],
    ['securityGroupRules', ruleOf('sgr-1', 'sg-nlb', tcp(80, { cidrIpv4: '10.0.0.0/16' }))],
    ['securityGroupRules', ruleOf('sgr-2', 'sg-nlb', { ...all, isEgress: true })],
    ['securityGroups', groupOf('sg-web', 'vpc-p')],
    [
      'securityGroupRules',
      ruleOf('sgr-3', 'sg-web', tcp(8080, { groupId: 'sg-nlb', accountId: '111122223333' })),
    ],
    ['instances', instanceOf('i-pa', pa, 'eni-pa')],
    ['networkInterfaces', interfaceOf('eni-pa', pa, '10.0.1.10', attachedTo('i-pa'), ['sg-web'])],
    ['instances', instanceOf('i-pb', pb, 'eni-pb')],
    ['networkInterfaces', interfaceOf('eni-pb', pb, '10.0.2.10', attachedTo('i-pb'), ['sg-web'])],
    [
      'networkInterfaces',
      interfaceOf('eni-na', pa, '10.0.1.20', node, ['sg-nlb'], {
        dataPlane: 'pending',
        fabricAddress: '240.0.64.1',
      }),
    ],
    [
      'networkInterfaces',
      interfaceOf('eni-nb', pb, '10.0.2.20', node, ['sg-nlb'], {
        dataPlane: 'pending',
        fabricAddress: '240.0.64.2',
      }),
    ],
    [
      'loadBalancers',
      balancerOf('nlb', 'vpc-p', [zone('us-east-1a', pa.id, 'eni-na'), zone('us-east-1b', pb.id, 'eni-nb')], {
        securityGroupIds: ['sg-nlb'],
        hasSecurityGroups: true,
      }),
    ],
    ['targetGroups', targetGroupOf('tg', 'vpc-p', 'instance', { port: 8080 })],
    ['targets', targetOf('tg', 'i-pa', 8080)],
    ['targets', targetOf('tg', 'i-pb', 8080, { availabilityZone: 'us-east-1b' })],
    ['listeners', listenerOf('listener', 'nlb', 'tg', 80)],
    ['endpointServices', serviceOf('vpce-svc-1', ['nlb'])],
  ];
}

function consumer(): Placed[] {
  const owner = { kind: 'endpoint', endpointId: 'vpce-1' } as const;
  return [
    ['vpcs', vpcOf('vpc-c', '10.0.0.0/16', 2)],
    ['vpcs', vpcOf('vpc-empty', '10.0.0.0/16')],
    ['subnets', ca],
    ['subnets', cb],
    ['securityGroups', groupOf('sg-c', 'vpc-c')],
    [
      'securityGroupRules',
      ruleOf('sgr-4', 'sg-c', { ipProtocol: '-1', peer: { groupId: 'sg-c', accountId: '444455556666' } }),
    ],
    ['securityGroupRules', ruleOf('sgr-5', 'sg-c', { ...all, isEgress: true })],
    [
      'instances',
      instanceOf('i-c', ca, 'eni-c', 'pending', { userData: Buffer.from('#!/bin/sh\n').toString('base64') }),
    ],
    ['networkInterfaces', interfaceOf('eni-c', ca, '10.0.1.10', attachedTo('i-c'), ['sg-c'])],
    ['networkInterfaces', interfaceOf('eni-ea', ca, '10.0.1.30', owner, ['sg-c'])],
    ['networkInterfaces', interfaceOf('eni-eb', cb, '10.0.2.30', owner, ['sg-c'])],
    ['endpointConnections', connectionOf('vpce-con-1', 'vpce-svc-1', 'vpce-1', 'pendingAcceptance')],
    [
      'vpcEndpoints',
      endpointOf(
        'vpce-1',
        'vpc-c',
        'vpce-svc-1',
        'vpce-con-1',
        { [ca.id]: 'eni-ea', [cb.id]: 'eni-eb' },
        'pendingAcceptance',
        { groupIds: ['sg-c'], privateDnsNames: ['api.example.com'] },
      ),
    ],
  ];
}

const all = { ipProtocol: '-1', peer: { cidrIpv4: '0.0.0.0/0' } } as const;

function tcp<P>(port: number, peer: P) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port, peer };
}

function zone(availabilityZone: string, subnetId: string, networkInterfaceId: string) {
  return { availabilityZone, subnetId, networkInterfaceId };
}

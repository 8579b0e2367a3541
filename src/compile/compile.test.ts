import { describe, expect, it } from 'vitest';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import { seededRandom } from '../base/random.ts';
import { acceptConnection, rejectConnection } from '../state/connections.ts';
import { releaseInterface } from '../state/interfaces.ts';
import type { State } from '../state/state.ts';
import { compile } from './compile.ts';

async function tour(): Promise<State> {
  return stateOf(tourTopology());
}

function accept(state: State): void {
  state.transact((tx) => {
    const endpoint = tx.vpcEndpoints.get('vpce-1');
    if (endpoint) acceptConnection(tx, endpoint, seededRandom(1));
  });
}

function reject(state: State): void {
  state.transact((tx) => {
    const endpoint = tx.vpcEndpoints.get('vpce-1');
    if (endpoint) rejectConnection(tx, endpoint);
  });
}

/** One line for each row. */
function text(state: State, ...kinds: string[]): string {
  return [...compile(state.snapshot).values()]
    .filter((row) => kinds.length === 0 || kinds.includes(row.kind))
    .map((row) => JSON.stringify(row))
    .join('\n');
}

describe('compile', () => {
  it('gives the tour topology before acceptance as this program', async () => {
    expect(text(await tour())).toMatchInlineSnapshot(`
      "{"kind":"check","id":"tg|i-pa|8080","vpcId":"vpc-p","sourceAddress":"10.0.1.20","address":"10.0.1.10","port":8080,"protocol":"TCP","path":"/","matcher":"200-399","intervalMs":30000,"timeoutMs":10000,"healthyThreshold":5,"unhealthyThreshold":2}
      {"kind":"check","id":"tg|i-pb|8080","vpcId":"vpc-p","sourceAddress":"10.0.2.20","address":"10.0.2.10","port":8080,"protocol":"TCP","path":"/","matcher":"200-399","intervalMs":30000,"timeoutMs":10000,"healthyThreshold":5,"unhealthyThreshold":2}
      {"kind":"endpoint","id":"eni-ea","endpointId":"vpce-1","vpcId":"vpc-c","address":"10.0.1.30","groupIds":["sg-c"]}
      {"kind":"endpoint","id":"eni-eb","endpointId":"vpce-1","vpcId":"vpc-c","address":"10.0.2.30","groupIds":["sg-c"]}
      {"kind":"group","id":"vpc-c/sg-c","vpcId":"vpc-c","groupId":"sg-c","ingress":[{"id":"sgr-4","peer":{"groupId":"sg-c"}}],"egress":[{"id":"sgr-5","peer":{"cidr":"0.0.0.0/0"}}]}
      {"kind":"group","id":"vpc-p/sg-nlb","vpcId":"vpc-p","groupId":"sg-nlb","ingress":[{"id":"sgr-1","protocol":6,"ports":{"from":80,"to":80},"peer":{"cidr":"10.0.0.0/16"}}],"egress":[{"id":"sgr-2","peer":{"cidr":"0.0.0.0/0"}}]}
      {"kind":"group","id":"vpc-p/sg-web","vpcId":"vpc-p","groupId":"sg-web","ingress":[{"id":"sgr-3","protocol":6,"ports":{"from":8080,"to":8080},"peer":{"groupId":"sg-nlb"}}],"egress":[]}
      {"kind":"instance","id":"i-c","vpcId":"vpc-c","hostName":"ip-10-0-1-10.ec2.internal","nameServers":["10.0.0.2"],"searchDomain":"ec2.internal","userData":"#!/bin/sh\\n"}
      {"kind":"instance","id":"i-pa","vpcId":"vpc-p","hostName":"ip-10-0-1-10.ec2.internal","nameServers":["10.0.0.2"],"searchDomain":"ec2.internal"}
      {"kind":"instance","id":"i-pb","vpcId":"vpc-p","hostName":"ip-10-0-2-10.ec2.internal","nameServers":["10.0.0.2"],"searchDomain":"ec2.internal"}
      {"kind":"listener","id":"listener@eni-na/6","vpcId":"vpc-p","nodeId":"eni-na","nodeAddress":"10.0.1.20","nodeFabricAddress":"240.0.64.1","protocol":6,"port":80,"keepsGroup":false,"groups":[{"weight":1,"preserveClientIp":true,"sticky":false,"healthyForRouting":1,"healthyForDns":1,"targets":[{"address":"10.0.1.10","port":8080,"check":"tg|i-pa|8080"}],"allChecks":["tg|i-pa|8080","tg|i-pb|8080"]}]}
      {"kind":"listener","id":"listener@eni-nb/6","vpcId":"vpc-p","nodeId":"eni-nb","nodeAddress":"10.0.2.20","nodeFabricAddress":"240.0.64.2","protocol":6,"port":80,"keepsGroup":false,"groups":[{"weight":1,"preserveClientIp":true,"sticky":false,"healthyForRouting":1,"healthyForDns":1,"targets":[{"address":"10.0.2.10","port":8080,"check":"tg|i-pb|8080"}],"allChecks":["tg|i-pa|8080","tg|i-pb|8080"]}]}
      {"kind":"names","id":"eni-c","scope":"vpc-c","zones":["ec2.internal"],"records":[{"name":"ip-10-0-1-10.ec2.internal","ttlSeconds":60,"addresses":[{"address":"10.0.1.10"}]}]}
      {"kind":"names","id":"eni-pa","scope":"vpc-p","zones":["ec2.internal"],"records":[{"name":"ip-10-0-1-10.ec2.internal","ttlSeconds":60,"addresses":[{"address":"10.0.1.10"}]}]}
      {"kind":"names","id":"eni-pb","scope":"vpc-p","zones":["ec2.internal"],"records":[{"name":"ip-10-0-2-10.ec2.internal","ttlSeconds":60,"addresses":[{"address":"10.0.2.10"}]}]}
      {"kind":"names","id":"nlb","scope":"public","zones":[],"records":[{"name":"nlb.elb.us-east-1.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.1.20","nodeId":"eni-na"},{"address":"10.0.2.20","nodeId":"eni-nb"}]},{"name":"us-east-1a.nlb.elb.us-east-1.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.1.20","nodeId":"eni-na"}]},{"name":"us-east-1b.nlb.elb.us-east-1.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.2.20","nodeId":"eni-nb"}]}]}
      {"kind":"names","id":"vpce-1","scope":"public","zones":[],"records":[{"name":"vpce-1-a1b2c3d4.vpce-svc-1.us-east-1.vpce.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.1.30"},{"address":"10.0.2.30"}]},{"name":"vpce-1-a1b2c3d4-us-east-1a.vpce-svc-1.us-east-1.vpce.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.1.30"}]},{"name":"vpce-1-a1b2c3d4-us-east-1b.vpce-svc-1.us-east-1.vpce.amazonaws.com","ttlSeconds":60,"addresses":[{"address":"10.0.2.30"}]}]}
      {"kind":"names","id":"vpce-1/private","scope":"vpc-c","zones":["api.example.com"],"records":[{"name":"api.example.com","ttlSeconds":60,"addresses":[{"address":"10.0.1.30"},{"address":"10.0.2.30"}]}]}
      {"kind":"node","id":"eni-na","loadBalancerArn":"nlb","vpcId":"vpc-p","availabilityZone":"us-east-1a","address":"10.0.1.20","fabricAddress":"240.0.64.1","groupIds":["sg-nlb"]}
      {"kind":"node","id":"eni-nb","loadBalancerArn":"nlb","vpcId":"vpc-p","availabilityZone":"us-east-1b","address":"10.0.2.20","fabricAddress":"240.0.64.2","groupIds":["sg-nlb"]}
      {"kind":"port","id":"eni-c","vpcId":"vpc-c","instanceId":"i-c","address":"10.0.1.10","prefixLength":24,"gateway":"10.0.1.1","macAddress":"02:00:00:00:00:01","groupIds":["sg-c"]}
      {"kind":"port","id":"eni-pa","vpcId":"vpc-p","instanceId":"i-pa","address":"10.0.1.10","prefixLength":24,"gateway":"10.0.1.1","macAddress":"02:00:00:00:00:01","groupIds":["sg-web"]}
      {"kind":"port","id":"eni-pb","vpcId":"vpc-p","instanceId":"i-pb","address":"10.0.2.10","prefixLength":24,"gateway":"10.0.2.1","macAddress":"02:00:00:00:00:01","groupIds":["sg-web"]}
      {"kind":"vpc","id":"vpc-c","cidrs":["10.0.0.0/16"],"fabricBlock":"240.0.128.0/18","resolverAddresses":["10.0.0.2","169.254.169.253"]}
      {"kind":"vpc","id":"vpc-p","cidrs":["10.0.0.0/16"],"fabricBlock":"240.0.64.0/18","resolverAddresses":["10.0.0.2","169.254.169.253"]}"
    `);
  });

  it('attaches an accepted endpoint, and admits it at the provider', async () => {
    const state = await tour();
    accept(state);
    expect(text(state, 'endpoint', 'admission')).toMatchInlineSnapshot(`
      "{"kind":"admission","id":"eni-ea","endpointId":"vpce-1","vpcId":"vpc-p","source":"240.0.128.1","destination":"240.0.64.1"}
      {"kind":"admission","id":"eni-eb","endpointId":"vpce-1","vpcId":"vpc-p","source":"240.0.128.2","destination":"240.0.64.2"}
      {"kind":"endpoint","id":"eni-ea","endpointId":"vpce-1","vpcId":"vpc-c","address":"10.0.1.30","groupIds":["sg-c"],"attachment":{"source":"240.0.128.1","destination":"240.0.64.1","loadBalancerIngress":[{"id":"sgr-1","protocol":6,"ports":{"from":80,"to":80},"peer":{"cidr":"10.0.0.0/16"}}]}}
      {"kind":"endpoint","id":"eni-eb","endpointId":"vpce-1","vpcId":"vpc-c","address":"10.0.2.30","groupIds":["sg-c"],"attachment":{"source":"240.0.128.2","destination":"240.0.64.2","loadBalancerIngress":[{"id":"sgr-1","protocol":6,"ports":{"from":80,"to":80},"peer":{"cidr":"10.0.0.0/16"}}]}}"
    `);
  });

  it('takes a rejected endpoint back to what it was before acceptance', async () => {
    const state = await tour();
    const before = text(state);
    accept(state);
    expect(text(state)).not.toBe(before);
    reject(state);
    expect(text(state)).toBe(before);
  });

  it('attaches nothing by the interface alone: the decision counts', async () => {
    const state = await tour();
    accept(state);
    state.transact((tx) => {
      for (const row of tx.endpointConnections.all()) {
        tx.endpointConnections.put({ ...row, spec: { ...row.spec, decision: 'rejected' } });
      }
    });
    expect(text(state, 'admission')).toBe('');
    expect(text(state, 'endpoint')).not.toContain('attachment');
  });

  it('gives nothing for interfaces on their way out, and no router without an interface', async () => {
    const state = await tour();
    const ids = [...state.snapshot.networkInterfaces.all()].map(({ id }) => id);
    state.transact((tx) => {
      for (const id of ids) releaseInterface(tx, id);
    });
    expect(text(state)).toBe('');
  });

  it('stops judging clients by the load balancer groups when enforcement is off', async () => {
    const state = await tour();
    accept(state);
    expect(text(state, 'endpoint')).toContain('loadBalancerIngress');
    state.transact((tx) => {
      const row = tx.loadBalancers.get('nlb');
      if (!row) return;
      const spec = { ...row.spec, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' } as const;
      tx.loadBalancers.put({ ...row, spec });
    });
    expect(text(state, 'endpoint')).not.toContain('loadBalancerIngress');
  });

  it('gives no names for a gateway load balancer, which has none', async () => {
    const state = await tour();
    expect(compile(state.snapshot).has('names/nlb')).toBe(true);
    state.transact((tx) => {
      const row = tx.loadBalancers.get('nlb');
      if (row) tx.loadBalancers.put({ ...row, spec: { ...row.spec, type: 'gateway', dnsName: '' } });
    });
    expect(compile(state.snapshot).has('names/nlb')).toBe(false);
  });

  it('has no resolver, instance names or private names where the VPC has no DNS', async () => {
    const state = await tour();
    state.transact((tx) => {
      const row = tx.vpcs.get('vpc-c');
      if (row) tx.vpcs.put({ ...row, spec: { ...row.spec, enableDnsSupport: false } });
    });
    const rows = compile(state.snapshot);
    expect(rows.get('vpc/vpc-c')).toMatchObject({ resolverAddresses: [] });
    expect(rows.has('names/eni-c')).toBe(false);
    expect(rows.has('names/vpce-1/private')).toBe(false);
    expect(rows.has('names/vpce-1')).toBe(true);
  });

  it('gives a wildcard private name the zone below which it stands', async () => {
    const state = await tour();
    state.transact((tx) => {
      const row = tx.vpcEndpoints.get('vpce-1');
      if (row) tx.vpcEndpoints.put({ ...row, spec: { ...row.spec, privateDnsNames: ['*.Example.com'] } });
    });
    expect(compile(state.snapshot).get('names/vpce-1/private')).toMatchObject({
      zones: ['example.com'],
      records: [{ name: '*.example.com' }],
    });
  });
});

describe('targets', () => {
  const listenerTargets = (state: State) =>
    Object.fromEntries(
      [...compile(state.snapshot).values()].flatMap((row) =>
        row.kind === 'listener'
          ? [[row.nodeId, row.groups.flatMap(({ targets }) => targets.map(({ address }) => address))]]
          : [],
      ),
    );
  const withAttribute = (state: State, table: 'targetGroups' | 'loadBalancers', key: string, value: string) =>
    state.transact((tx) => {
      for (const row of [...tx[table].all()]) {
        const spec = { ...row.spec, attributes: { ...row.spec.attributes, [key]: value } };
        (tx[table] as { put(row: unknown): void }).put({ ...row, spec });
      }
    });
  const CROSS_ZONE = 'load_balancing.cross_zone.enabled';

  it('are asked for in the numbers that their group says', async () => {
    const state = await tour();
    const asked = () => {
      const row = [...compile(state.snapshot).values()].find(({ kind }) => kind === 'listener');
      const [group] = row?.kind === 'listener' ? row.groups : [];
      return [group?.healthyForRouting, group?.healthyForDns];
    };
    const minimum = 'minimum_healthy_targets';
    expect(asked()).toEqual([1, 1]);
    withAttribute(
      state,
      'targetGroups',
      `target_group_health.unhealthy_state_routing.${minimum}.percentage`,
      '50',
    );
    withAttribute(state, 'targetGroups', `target_group_health.dns_failover.${minimum}.count`, 'off');
    withAttribute(state, 'loadBalancers', CROSS_ZONE, 'true');
    expect(asked()).toEqual([1, 0]);
    withAttribute(state, 'targetGroups', `target_group_health.unhealthy_state_routing.${minimum}.count`, '2');
    expect(asked()).toEqual([2, 0]);
  });

  it('are those of the node zone, and with cross-zone on those of all zones', async () => {
    const state = await tour();
    const own = { 'eni-na': ['10.0.1.10'], 'eni-nb': ['10.0.2.10'] };
    const every = { 'eni-na': ['10.0.1.10', '10.0.2.10'], 'eni-nb': ['10.0.1.10', '10.0.2.10'] };
    expect(listenerTargets(state)).toEqual(own);
    withAttribute(state, 'loadBalancers', CROSS_ZONE, 'true');
    expect(listenerTargets(state)).toEqual(every);
    withAttribute(state, 'targetGroups', CROSS_ZONE, 'false');
    expect(listenerTargets(state)).toEqual(own);
    withAttribute(state, 'targetGroups', CROSS_ZONE, 'true');
    expect(listenerTargets(state)).toEqual(every);
  });

  it('leave out what was deregistered or is not running, with its check', async () => {
    const state = await tour();
    state.transact((tx) => {
      const target = tx.targets.get('tg|i-pa|8080');
      if (target) {
        tx.targets.put({ ...target, spec: { ...target.spec, deregisteredAt: '2026-01-01T00:00:00.000Z' } });
      }
      const instance = tx.instances.get('i-pb');
      if (instance) tx.instances.put({ ...instance, status: { state: 'shutting-down' } });
    });
    expect(listenerTargets(state)).toEqual({ 'eni-na': [], 'eni-nb': [] });
    expect(text(state, 'check')).toBe('');
  });

  it('by address are in the zone of their subnet, and in every zone when registered for all', async () => {
    const state = await tour();
    state.transact((tx) => {
      const group = tx.targetGroups.get('tg');
      const target = tx.targets.get('tg|i-pa|8080');
      if (!group || !target) return;
      tx.targetGroups.put({ ...group, spec: { ...group.spec, targetType: 'ip' } });
      for (const row of [...tx.targets.all()]) tx.targets.delete(row.id);
      const byAddress = (address: string, availabilityZone: string) =>
        tx.targets.put({
          ...target,
          id: `tg|${address}|8080`,
          spec: { ...target.spec, targetId: address, availabilityZone },
        });
      byAddress('10.0.2.77', 'us-east-1b');
      byAddress('192.168.0.9', 'all');
      byAddress('10.0.9.9', 'us-east-1c');
    });
    expect(listenerTargets(state)).toEqual({
      'eni-na': ['192.168.0.9'],
      'eni-nb': ['10.0.2.77', '192.168.0.9'],
    });
    // A target in a zone that is not the load balancer's is neither used nor checked.
    expect(text(state, 'check')).not.toContain('10.0.9.9');
    expect(compile(state.snapshot).get('listener/listener@eni-na/6')).toMatchObject({
      groups: [{ preserveClientIp: false }],
    });
  });
});

describe('groups', () => {
  it('drop rules that admit nobody here, and know the peers of their rules', async () => {
    const state = await tour();
    state.transact((tx) => {
      const rule = tx.securityGroupRules.get('sgr-1');
      const group = tx.securityGroups.get('sg-nlb');
      if (!rule || !group) return;
      tx.securityGroups.put({ ...group, id: 'sg-peer' });
      const add = (id: string, spec: Partial<typeof rule.spec>) =>
        tx.securityGroupRules.put({ ...rule, id, spec: { ...rule.spec, groupId: 'sg-web', ...spec } });
      add('sgr-60', { peer: { cidrIpv6: '::/0' } });
      add('sgr-61', { peer: { prefixListId: 'pl-1' } });
      add('sgr-62', { peer: { groupId: 'sg-c', accountId: '444455556666' } });
      add('sgr-63', { peer: { groupId: 'sg-peer', accountId: '111122223333' }, ipProtocol: '47' });
      add('sgr-64', { ipProtocol: 'icmp', fromPort: 8, toPort: -1 });
    });
    const rows = compile(state.snapshot);
    expect(rows.get('group/vpc-p/sg-web')).toMatchObject({
      ingress: [
        { id: 'sgr-3', protocol: 6, ports: { from: 8080, to: 8080 }, peer: { groupId: 'sg-nlb' } },
        { id: 'sgr-63', protocol: 47, ports: undefined, peer: { groupId: 'sg-peer' } },
        { id: 'sgr-64', protocol: 1, ports: { from: 8, to: -1 }, peer: { cidr: '10.0.0.0/16' } },
      ],
    });
    expect(rows.get('group/vpc-p/sg-peer')).toMatchObject({ ingress: [], egress: [] });
  });
});

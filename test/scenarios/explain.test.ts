/**
 * Each way to block a path, on a real network: the packet does not get through, `explain` and the AWS analysis name what
 * is in the way, and with that undone all three find the path again.
 */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilEndpoint } from '../../src/cli/tour/consumer.ts';
import { eventually } from '../../src/cli/tour/eventually.ts';
import { accept, reject, SERVICE_PORT, untilBalancing } from '../../src/cli/tour/provider.ts';
import { DaemonBed, whyNoDaemon } from '../support/daemonBed.ts';
import {
  addRoute,
  type Client,
  makePath,
  type PathBed,
  PRIVATE_NAME,
  PROVIDER,
  TO_HUB,
  untilConnects,
} from '../support/pathBed.ts';

const missing = whyNoDaemon();
if (missing) console.warn(`skipped: ${missing}`);

interface Block {
  readonly apply: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
  readonly code: string;
  readonly component: () => string;
  readonly direction?: 'ingress' | 'egress';
  readonly missing?: string;
  /** Default: the endpoint's private name, from the VPC that has it. */
  readonly from?: 'near' | 'far';
}

describe.skipIf(missing)('a path that is blocked', () => {
  const bed = new DaemonBed();
  let path: PathBed;

  beforeAll(async () => {
    await bed.start();
    path = await makePath(bed);
  }, 60_000);
  afterAll(async () => {
    await path?.stopServer();
    await bed.clear();
  });

  const ALL = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  const SERVICE = [
    { IpProtocol: 'tcp', FromPort: SERVICE_PORT, ToPort: SERVICE_PORT, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
  ];
  const consume = () => path.consumer.ec2;
  const entry = (Egress: boolean) => {
    const which = () => ({ NetworkAclId: path.endpoint.aclId, Egress, RuleNumber: 50 });
    const deny = { Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' } as const;
    return {
      apply: () => consume().send(new ec2.CreateNetworkAclEntryCommand({ ...which(), ...deny })),
      undo: () => consume().send(new ec2.DeleteNetworkAclEntryCommand(which())),
    };
  };
  const attribute = (name: 'EnableDnsSupport' | 'EnableDnsHostnames') => {
    const set = (Value: boolean) => () =>
      consume().send(new ec2.ModifyVpcAttributeCommand({ VpcId: path.hub.vpcId, [name]: { Value } }));
    return { apply: set(false), undo: set(true) };
  };
  const privateDns = (PrivateDnsEnabled: boolean) => async () => {
    await consume().send(
      new ec2.ModifyVpcEndpointCommand({ VpcEndpointId: path.endpoint.id, PrivateDnsEnabled }),
    );
    await untilEndpoint(path.consumer, path.endpoint.id, 'available');
  };
  const decide = (decide: typeof accept, state: string) => async () => {
    await decide(path.provider, path.service, path.endpoint.id);
    await untilEndpoint(path.consumer, path.endpoint.id, state);
  };
  const dropRoute = (destination: object) =>
    consume().send(new ec2.DeleteRouteCommand({ RouteTableId: path.far.routeTableId, ...destination }));
  let listId = '';

  const BLOCKS: Readonly<Record<string, Block>> = {
    'a security group out': {
      apply: () =>
        consume().send(
          new ec2.RevokeSecurityGroupEgressCommand({ GroupId: path.near.groupId, IpPermissions: ALL }),
        ),
      undo: () =>
        consume().send(
          new ec2.AuthorizeSecurityGroupEgressCommand({ GroupId: path.near.groupId, IpPermissions: ALL }),
        ),
      code: 'SG_HAS_NO_RULES',
      component: () => path.near.interfaceId,
      direction: 'egress',
    },
    'a security group in': {
      apply: () =>
        consume().send(
          new ec2.RevokeSecurityGroupIngressCommand({
            GroupId: path.endpoint.groupId,
            IpPermissions: SERVICE,
          }),
        ),
      undo: () =>
        consume().send(
          new ec2.AuthorizeSecurityGroupIngressCommand({
            GroupId: path.endpoint.groupId,
            IpPermissions: SERVICE,
          }),
        ),
      code: 'SG_HAS_NO_RULES',
      component: () => path.endpoint.interfaceId,
      direction: 'ingress',
    },
    'an ACL in': {
      ...entry(false),
      code: 'SUBNET_ACL_RESTRICTION',
      component: () => path.endpoint.aclId,
      direction: 'ingress',
    },
    'an ACL out, on the way back': {
      ...entry(true),
      code: 'SUBNET_ACL_RESTRICTION',
      component: () => path.endpoint.aclId,
      direction: 'egress',
    },
    'a missing route': {
      apply: () => dropRoute(TO_HUB),
      undo: () => addRoute(path.consumer, path.far.routeTableId, path.far.peeringId, TO_HUB),
      code: 'NO_ROUTE_TO_DESTINATION',
      component: () => path.far.routeTableId,
      from: 'far',
    },
    'a missing prefix-list route': {
      apply: () => dropRoute({ DestinationPrefixListId: listId }),
      undo: () =>
        addRoute(path.consumer, path.far.routeTableId, path.far.peeringId, {
          DestinationPrefixListId: listId,
        }),
      code: 'NO_ROUTE_TO_DESTINATION',
      component: () => path.far.routeTableId,
      from: 'far',
    },
    'an endpoint that is rejected': {
      apply: decide(reject, 'rejected'),
      undo: decide(accept, 'available'),
      code: 'BAD_STATE',
      component: () => path.endpoint.id,
    },
    'DNS support off': {
      ...attribute('EnableDnsSupport'),
      code: 'UNKNOWN_DESTINATION',
      component: () => path.hub.vpcId,
      missing: 'enableDnsSupport',
    },
    'DNS hostnames off': {
      ...attribute('EnableDnsHostnames'),
      code: 'UNKNOWN_DESTINATION',
      component: () => path.hub.vpcId,
      missing: 'enableDnsHostnames',
    },
    'private DNS off': {
      apply: privateDns(false),
      undo: privateDns(true),
      code: 'UNKNOWN_DESTINATION',
      component: () => path.endpoint.id,
      missing: 'privateDnsEnabled',
    },
    'a missing listener': {
      apply: async () =>
        path.provider.elb.send(new elb.DeleteListenerCommand({ ListenerArn: await listenerArn() })),
      undo: () =>
        path.provider.elb.send(
          new elb.CreateListenerCommand({
            LoadBalancerArn: path.balancer.arn,
            Protocol: 'TCP',
            Port: SERVICE_PORT,
            DefaultActions: [{ Type: 'forward', TargetGroupArn: path.balancer.targetGroupArn }],
          }),
        ),
      code: 'ELBV2_LISTENERS_MISMATCH',
      component: () => path.balancer.arn,
    },
    'no healthy target': {
      apply: async () => {
        await path.stopServer();
        await untilHealth('unhealthy');
      },
      undo: async () => {
        await path.startServer();
        await untilBalancing(path.provider, path.balancer);
      },
      code: 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
      component: () => path.balancer.targetGroupArn,
    },
  };

  test.each(Object.entries(BLOCKS))(
    'by %s is explained, and healed',
    async (name, block) => {
      if (name.includes('prefix-list')) await routeByList();
      const client: Client = path[block.from ?? 'near'];
      const host = block.from === 'far' ? path.endpoint.address : PRIVATE_NAME;
      await block.apply();
      await untilConnects(client, host, false);
      expectBlocked(block, explained(client, host, 2));
      const analysis = await analyzed(client, host);
      expect(analysis).toMatchObject({ Status: 'succeeded', NetworkPathFound: false });
      expectNamed(block, analysis.Explanations?.[0]);
      await block.undo();
      await untilConnects(client, host, true);
      expect(explained(client, host, 0)).toMatchObject({ verdict: 'reachable' });
      expect(await analyzed(client, host)).toMatchObject({ Status: 'succeeded', NetworkPathFound: true });
    },
    90_000,
  );

  test('by an endpoint that nobody has accepted yet is explained, and healed', async () => {
    const { VpcEndpoint } = await consume().send(
      new ec2.CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: path.hub.vpcId,
        ServiceName: path.service.name,
        SubnetIds: [path.near.subnetId],
        SecurityGroupIds: [path.endpoint.groupId],
      }),
    );
    const id = VpcEndpoint?.VpcEndpointId ?? '';
    const name = VpcEndpoint?.DnsEntries?.[0]?.DnsName ?? '';
    const block = { code: 'BAD_STATE', component: () => id };
    expect((await path.near.inside.connect(name, SERVICE_PORT)).outcome).toBe('ECONNREFUSED');
    expectBlocked(block, explained(path.near, name, 2));
    expectNamed(block, (await analyzed(path.near, id)).Explanations?.[0]);
    await accept(path.provider, path.service, id);
    await untilEndpoint(path.consumer, id, 'available');
    await untilConnects(path.near, name, true);
    expect(explained(path.near, name, 0)).toMatchObject({ verdict: 'reachable' });
    expect(await analyzed(path.near, id)).toMatchObject({ NetworkPathFound: true });
    await consume().send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  }, 60_000);

  test('is told to people in words, with what to do', () => {
    const { stdout, status } = bed.postern('explain', '--from', 'near', '--to', PRIVATE_NAME, '--port', '81');
    expect(status).toBe(2);
    expect(stdout).toContain(`Blocked at ${path.endpoint.interfaceId}: ENI_SG_RULES_MISMATCH`);
    expect(stdout).toContain('What to do: Add a rule');
    const wrong = bed.postern('explain', '--from', 'nobody', '--to', PRIVATE_NAME, '--port', '80');
    expect(wrong).toMatchObject({ status: 1, stderr: 'There is no instance nobody.\n' });
  });

  /** The route for the hub's block makes way for one of a prefix list. */
  async function routeByList(): Promise<void> {
    const { PrefixList } = await consume().send(
      new ec2.CreateManagedPrefixListCommand({
        PrefixListName: 'hub',
        AddressFamily: 'IPv4',
        MaxEntries: 1,
        Entries: [{ Cidr: TO_HUB.DestinationCidrBlock }],
      }),
    );
    listId = PrefixList?.PrefixListId ?? '';
    await addRoute(path.consumer, path.far.routeTableId, path.far.peeringId, {
      DestinationPrefixListId: listId,
    });
    await dropRoute(TO_HUB);
    await untilConnects(path.far, path.endpoint.address, true);
  }

  function explained(client: Client, host: string, wanted: number) {
    const argv = ['--from', client.instanceId, '--to', host, '--port', String(SERVICE_PORT), '--json'];
    const { status, stdout, stderr } = bed.postern('explain', ...argv);
    expect([status, stderr]).toEqual([wanted, '']);
    return JSON.parse(stdout);
  }

  async function analyzed(client: Client, host: string): Promise<ec2.NetworkInsightsAnalysis> {
    const isAddress = /^[\d.]+$/.test(host);
    const { NetworkInsightsPath } = await consume().send(
      new ec2.CreateNetworkInsightsPathCommand({
        Source: client.instanceId,
        ...(isAddress ? { DestinationIp: host } : { Destination: host }),
        Protocol: 'tcp',
        DestinationPort: SERVICE_PORT,
      }),
    );
    const { NetworkInsightsAnalysis } = await consume().send(
      new ec2.StartNetworkInsightsAnalysisCommand({
        NetworkInsightsPathId: NetworkInsightsPath?.NetworkInsightsPathId,
        AdditionalAccounts: [PROVIDER],
      }),
    );
    const NetworkInsightsAnalysisIds = [NetworkInsightsAnalysis?.NetworkInsightsAnalysisId ?? ''];
    return eventually('the analysis ends', async () => {
      const command = new ec2.DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsAnalysisIds });
      const [analysis] = (await consume().send(command)).NetworkInsightsAnalyses ?? [];
      return analysis?.Status === 'running' ? undefined : analysis;
    });
  }

  type Named = Pick<Block, 'code' | 'component' | 'direction' | 'missing'>;

  function expectBlocked(
    block: Named,
    report: { verdict: string; blockedBy: { explanation: ec2.Explanation } },
  ) {
    expect(report).toMatchObject({
      verdict: 'blocked',
      blockedBy: { code: block.code, id: block.component() },
    });
    expectNamed(block, report.blockedBy.explanation);
  }

  function expectNamed(
    { code, component, direction, missing }: Named,
    explanation: ec2.Explanation | undefined,
  ) {
    expect(explanation).toMatchObject({
      ExplanationCode: code,
      Component: { Id: component() },
      ...(direction ? { Direction: direction } : {}),
      ...(missing ? { MissingComponent: missing } : {}),
    });
  }

  async function listenerArn(): Promise<string | undefined> {
    const command = new elb.DescribeListenersCommand({ LoadBalancerArn: path.balancer.arn });
    return (await path.provider.elb.send(command)).Listeners?.[0]?.ListenerArn;
  }

  function untilHealth(state: string): Promise<unknown> {
    return eventually(
      `the target is ${state}`,
      async () => {
        const command = new elb.DescribeTargetHealthCommand({ TargetGroupArn: path.balancer.targetGroupArn });
        const { TargetHealthDescriptions } = await path.provider.elb.send(command);
        return TargetHealthDescriptions?.[0]?.TargetHealth?.State === state;
      },
      40,
    );
  }
});

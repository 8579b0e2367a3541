/** An endpoint of a Postern of the bench's own, with as many other endpoints beside it as asked. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Background, eventually } from './commands.ts';
import { HTTP_PORT, IPERF_PORT, type Path } from './load.ts';
import { startTarget } from './target.ts';

const PROVIDER = '111122223333';
const CONSUMER = '444455556666';
const ZONE = 'us-east-1a';
const BLOCK = '10.0.0.0/16';
const SUBNET = '10.0.0.0/18';
/** CreateVpcEndpoint calls under way at once. */
const CLIENTS = 8;

interface Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
}

/** The daemon and what was built in it. */
export class EndpointPath {
  private servers: Background[] = [];

  private constructor(
    private readonly daemon: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts a daemon on a data directory and a free port. */
  static async start(dataDirectory: string): Promise<EndpointPath> {
    const options = ['up', '--port', '0', '--data', dataDirectory];
    const daemon = spawn(process.execPath, ['dist/cli/main.js', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      let printed = '';
      daemon.stdout?.on('data', (data) => {
        printed += data;
        const match = /ready at (http:\/\/\S+?:\d+)/.exec(printed);
        if (match?.[1]) resolve(match[1]);
      });
      daemon.once('exit', (code) => reject(new Error(`postern up ended with ${code}: ${printed}`)));
    });
    return new EndpointPath(daemon, url);
  }

  /** Builds provider and consumer with `endpoints` endpoints; the path goes through the first. */
  async build(endpoints: number, directory: string): Promise<Path> {
    const provider = await this.network(PROVIDER);
    const targetId = await this.instance(PROVIDER, provider);
    this.servers = await startTarget(await this.namespacePath(targetId), directory);
    const serviceName = await this.offer(provider, targetId);
    const consumer = await this.network(CONSUMER);
    const clientId = await this.instance(CONSUMER, consumer);
    const endpointIds = await this.connect(consumer, serviceName, endpoints);
    const address = await this.addressOf(endpointIds[0] as string);
    return { name: `endpoint (${endpoints} present)`, client: await this.namespacePath(clientId), address };
  }

  async stop(): Promise<void> {
    for (const server of this.servers) await server.stop();
    this.daemon.removeAllListeners('exit');
    const ended = new Promise((resolve) => this.daemon.once('exit', resolve));
    this.daemon.kill('SIGTERM');
    await ended;
  }

  private async network(account: string): Promise<Network> {
    const ec2 = this.ec2(account);
    const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: BLOCK }));
    const vpcId = vpc.Vpc?.VpcId as string;
    const subnet = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: SUBNET, AvailabilityZone: ZONE }),
    );
    const groups = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
    );
    const groupId = groups.SecurityGroups?.[0]?.GroupId as string;
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: groupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 65535, IpRanges: [{ CidrIp: BLOCK }] }],
      }),
    );
    return { vpcId, subnetId: subnet.Subnet?.SubnetId as string, groupId };
  }

  private async instance(account: string, { subnetId }: Network): Promise<string> {
    const request = { ImageId: 'ami-00000000000000000', MinCount: 1, MaxCount: 1, SubnetId: subnetId };
    const result = await this.ec2(account).send(new RunInstancesCommand(request));
    return result.Instances?.[0]?.InstanceId as string;
  }

  private async offer({ vpcId, subnetId }: Network, targetId: string): Promise<string> {
    const elb = this.elb(PROVIDER);
    const created = await elb.send(
      new CreateLoadBalancerCommand({
        Name: 'bench',
        Type: 'network',
        Scheme: 'internal',
        Subnets: [subnetId],
      }),
    );
    const loadBalancerArn = created.LoadBalancers?.[0]?.LoadBalancerArn as string;
    for (const port of [HTTP_PORT, IPERF_PORT]) await this.listen(loadBalancerArn, vpcId, targetId, port);
    const ec2 = this.ec2(PROVIDER);
    const service = await ec2.send(
      new CreateVpcEndpointServiceConfigurationCommand({
        NetworkLoadBalancerArns: [loadBalancerArn],
        AcceptanceRequired: false,
      }),
    );
    const { ServiceId, ServiceName } = service.ServiceConfiguration ?? {};
    await ec2.send(
      new ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: ['*'] }),
    );
    return ServiceName as string;
  }

  private async listen(
    loadBalancerArn: string,
    vpcId: string,
    targetId: string,
    port: number,
  ): Promise<void> {
    const elb = this.elb(PROVIDER);
    const group = await elb.send(
      new CreateTargetGroupCommand({
        Name: `bench-${port}`,
        Protocol: 'TCP',
        Port: port,
        VpcId: vpcId,
        HealthCheckPort: String(HTTP_PORT),
        HealthCheckIntervalSeconds: 5,
      }),
    );
    const targetGroupArn = group.TargetGroups?.[0]?.TargetGroupArn as string;
    await elb.send(
      new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id: targetId }] }),
    );
    await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'TCP',
        Port: port,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
      }),
    );
    await eventually(
      () => 'the target is healthy',
      async () => {
        const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }));
        const state = health.TargetHealthDescriptions?.[0]?.TargetHealth?.State;
        if (state !== 'healthy') throw new Error(`it is ${state}`);
      },
    );
  }

  private async connect({ vpcId, subnetId }: Network, serviceName: string, count: number): Promise<string[]> {
    const ec2 = this.ec2(CONSUMER);
    const ids: string[] = [];
    const createMore = async () => {
      while (ids.length < count) {
        const slot = ids.push('') - 1;
        const request = { VpcId: vpcId, ServiceName: serviceName, SubnetIds: [subnetId] };
        const created = await ec2.send(
          new CreateVpcEndpointCommand({ ...request, VpcEndpointType: 'Interface' }),
        );
        ids[slot] = created.VpcEndpoint?.VpcEndpointId as string;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, createMore));
    for (const id of [ids[0], ids.at(-1)])
      await eventually(
        () => 'the endpoint is available',
        () => this.available(id),
      );
    return ids;
  }

  private async available(id: string | undefined): Promise<void> {
    const found = await this.ec2(CONSUMER).send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id as string] }),
    );
    // The SDK's type has the model's spelling; EC2 answers in lowerCamel.
    const state = String(found.VpcEndpoints?.[0]?.State).toLowerCase();
    if (state !== 'available') throw new Error(`it is ${state}`);
  }

  private async addressOf(endpointId: string): Promise<string> {
    const found = await this.ec2(CONSUMER).send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: 'description', Values: [`VPC Endpoint Interface ${endpointId}`] }],
      }),
    );
    return found.NetworkInterfaces?.[0]?.PrivateIpAddress as string;
  }

  private namespacePath(instanceId: string): Promise<string> {
    return eventually(
      () => 'the instance runs',
      async () => {
        const response = await fetch(`${this.url}/_postern/instances/${instanceId}/enter`);
        const body = (await response.json()) as { namespacePath?: string };
        if (!response.ok || !body.namespacePath)
          throw new Error(`${response.status} ${JSON.stringify(body)}`);
        return body.namespacePath;
      },
    );
  }

  private ec2(account: string): EC2Client {
    return new EC2Client(this.clientOptions(account));
  }

  private elb(account: string): ElasticLoadBalancingV2Client {
    return new ElasticLoadBalancingV2Client(this.clientOptions(account));
  }

  private clientOptions(account: string) {
    return {
      endpoint: this.url,
      region: 'us-east-1',
      credentials: { accessKeyId: account, secretAccessKey: 'any' },
    };
  }
}

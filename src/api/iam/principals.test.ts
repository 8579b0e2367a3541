/** Users and roles as principals of an endpoint service's permissions, with real keys of theirs. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testServer.ts';
import { clientsOf, trust } from './testIam.ts';

const PROVIDER = '111111111111';
const CONSUMER = '222222222222';
const arn = (kind: string) => `arn:aws:iam::${CONSUMER}:${kind}`;

let server: TestServer;
let serviceId: string | undefined;
let serviceName: string;
const callers = new Map<string, ec2.EC2Client>();

beforeAll(async () => {
  server = await startTestServer();
  await offerService();
  await makeCallers();
});
afterAll(() => server.close());

async function offerService() {
  const provider = server.ec2(PROVIDER);
  const { Subnets } = await provider.send(new ec2.DescribeSubnetsCommand({}));
  const subnet = Subnets?.[0]?.SubnetId ?? '';
  const { LoadBalancers } = await server.elbv2(PROVIDER).send(
    new elb.CreateLoadBalancerCommand({
      Name: 'nlb',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [subnet],
    }),
  );
  const { ServiceConfiguration } = await provider.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn ?? ''],
    }),
  );
  serviceId = ServiceConfiguration?.ServiceId;
  serviceName = ServiceConfiguration?.ServiceName ?? '';
}

async function makeCallers() {
  const admin = server.iam(CONSUMER);
  await admin.send(new iam.CreateUserCommand({ UserName: 'u' }));
  const { AccessKey } = await admin.send(new iam.CreateAccessKeyCommand({ UserName: 'u' }));
  const user = clientsOf(server, AccessKey, 'us-east-1');
  const token = await user.sts.send(new sts.GetSessionTokenCommand({}));
  const role = { RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: CONSUMER }) };
  await admin.send(new iam.CreateRoleCommand(role));
  const session = { RoleArn: arn('role/r'), RoleSessionName: 'session' };
  const assumed = await user.sts.send(new sts.AssumeRoleCommand(session));
  callers.set('the root', server.ec2(CONSUMER));
  callers.set('the user', user.ec2);
  callers.set("the user's session", clientsOf(server, token.Credentials, 'us-east-1').ec2);
  callers.set("the role's session", clientsOf(server, assumed.Credentials, 'us-east-1').ec2);
}

async function whoSees(principal: string): Promise<string[]> {
  const change = (input: object) =>
    server
      .ec2(PROVIDER)
      .send(new ec2.ModifyVpcEndpointServicePermissionsCommand({ ServiceId: serviceId, ...input }));
  await change({ AddAllowedPrincipals: [principal] });
  const asked = new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: [serviceName] });
  const seeing: string[] = [];
  for (const [name, client] of callers) {
    const outcome = await client.send(asked).catch((error) => error);
    if (outcome.ServiceNames) seeing.push(name);
    else expect(outcome.name).toBe('InvalidServiceName');
  }
  await change({ RemoveAllowedPrincipals: [principal] });
  return seeing;
}

test.each([
  ['*', ['the root', 'the user', "the user's session", "the role's session"]],
  [arn('root'), ['the root', 'the user', "the user's session", "the role's session"]],
  [arn('user/u'), ['the user', "the user's session"]],
  [arn('role/r'), ["the role's session"]],
  [arn('user/other'), []],
  [arn('role/other'), []],
  [`arn:aws:iam::${PROVIDER}:role/r`, []],
])('a permission for %s is for %j', async (principal, expected) => {
  expect(await whoSees(principal)).toEqual(expected);
});

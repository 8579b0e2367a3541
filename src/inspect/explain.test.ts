/** `explain` as the operator asks it: by names, addresses and ids, and what it says to questions that are none. */
import { beforeAll, expect, test } from 'vitest';
import { CONSUMER, PORT, PRIVATE_NAME, type TestWorld, testWorld } from '../reachability/testWorld.ts';
import { explain } from './explain.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  const { instanceId } = world.client;
  world.call('CreateTags', { Resources: [instanceId], Tags: [{ Key: 'Name', Value: 'client' }] }, CONSUMER);
});

const ask = (query: object) =>
  explain(
    { snapshot: world.caller.state.snapshot, installationId: 'abc123' },
    new URLSearchParams({ port: String(PORT), ...query }).toString(),
  );
const refusal = (query: object) =>
  ask(query).then(
    () => 'no error',
    (error: Error & { status: number }) => `${error.status} ${error.message}`,
  );

test('sources are named by id, Name tag, interface or address; destinations by name, address or id', async () => {
  const { client, endpointAddress, endpointId } = world;
  for (const from of [client.instanceId, 'client', client.interfaceId, client.address]) {
    for (const to of [PRIVATE_NAME, endpointAddress, endpointId]) {
      const report = await ask({ from, to });
      expect([report.verdict, report.fault, report.to.addresses]).toEqual([
        'reachable',
        undefined,
        [endpointAddress],
      ]);
      expect(report.from).toEqual({
        interfaceId: client.interfaceId,
        address: client.address,
        vpcId: client.vpcId,
      });
    }
  }
});

test('what is in the way has a code, a component, a sentence and what to do', async () => {
  const { blockedBy, verdict } = await ask({ from: 'client', to: world.endpointId, port: '81' });
  expect(verdict).toBe('blocked');
  expect(blockedBy).toMatchObject({ code: 'ENI_SG_RULES_MISMATCH', explanation: { Port: 81 } });
  expect(blockedBy?.sentence).toContain(`TCP to port 81 from ${world.client.address}`);
  expect(blockedBy?.advice).toContain('AuthorizeSecurityGroupIngress');
});

test('a name that means nothing is in the way too', async () => {
  const report = await ask({ from: 'client', to: 'nowhere.example.com' });
  expect(report).toMatchObject({ verdict: 'blocked', blockedBy: { code: 'UNKNOWN_DESTINATION' } });
});

test.each([
  [{ to: 'x' }, '400 Say from where: --from.'],
  [{ from: 'client' }, '400 Say to where: --to.'],
  [{ from: 'client', to: '10.0.0.1', port: '' }, '400 Say which port: --port N.'],
  [{ from: 'client', to: '10.0.0.1', port: '70000' }, '400 70000 is no port.'],
  [
    { from: 'client', to: '10.0.0.1', protocol: 'sctp' },
    '400 There is no protocol sctp here. Protocols: tcp, udp, icmp.',
  ],
  [{ from: 'nobody', to: '10.0.0.1' }, '404 There is no instance nobody.'],
  [{ from: '10.99.0.1', to: '10.0.0.1' }, '404 No interface in use has 10.99.0.1.'],
  [{ from: 'client', to: 'nobody' }, '404 There is no instance nobody.'],
  [{ from: 'client', to: 'fd00::1' }, '400 Only IPv4 can be explained yet, and fd00::1 is IPv6.'],
])('%j is refused', async (query, words) => {
  expect(await refusal(query)).toBe(words);
});

test('an address that two VPCs have wants the VPC too', async () => {
  const { client, server } = world;
  world.caller.change((tx) => {
    const twin = tx.networkInterfaces.get(server.interfaceId);
    if (twin) tx.networkInterfaces.put({ ...twin, spec: { ...twin.spec, privateIpAddress: client.address } });
  });
  const query = { from: client.address, to: world.endpointAddress };
  expect(await refusal(query)).toMatch(/^409 Several interfaces have .* Say which with --vpc\.$/);
  expect(await ask({ ...query, vpc: client.vpcId })).toMatchObject({ verdict: 'reachable' });
});

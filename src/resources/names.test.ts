/** Names agree with samples of AWS's own answers. */
import { expect, test } from 'vitest';
import type { VpcEndpoint } from './endpoint.ts';
import {
  endpointRegionalDnsName,
  endpointServiceName,
  endpointZonalDnsName,
  instancePrivateDnsName,
  loadBalancerDnsName,
  loadBalancerZonalDnsName,
  serviceBaseDnsName,
} from './names.ts';

const endpoint = {
  id: 'vpce-0fe5b17a0707d6abc',
  region: 'us-east-1',
  spec: { dnsLabel: '29p5708s', serviceId: 'vpce-svc-0edf82e0d0a84e0d6' },
} as VpcEndpoint;

test("an endpoint's names carry its id, its label, the zone and the service", () => {
  const base = 'vpce-svc-0edf82e0d0a84e0d6.us-east-1.vpce.amazonaws.com';
  expect(endpointRegionalDnsName(endpoint)).toBe(`vpce-0fe5b17a0707d6abc-29p5708s.${base}`);
  expect(endpointZonalDnsName(endpoint, 'us-east-1b')).toBe(
    `vpce-0fe5b17a0707d6abc-29p5708s-us-east-1b.${base}`,
  );
});

test('a service has a name in reverse order and a base name in DNS order', () => {
  expect(endpointServiceName('eu-west-1', 'vpce-svc-1')).toBe('com.amazonaws.vpce.eu-west-1.vpce-svc-1');
  expect(serviceBaseDnsName('eu-west-1', 'vpce-svc-1')).toBe('vpce-svc-1.eu-west-1.vpce.amazonaws.com');
});

test("a load balancer's zonal name is its name behind the zone", () => {
  const name = loadBalancerDnsName('web', '0123456789abcdef', 'us-east-1');
  expect(name).toBe('web-0123456789abcdef.elb.us-east-1.amazonaws.com');
  expect(loadBalancerZonalDnsName(name, 'us-east-1a')).toBe(`us-east-1a.${name}`);
});

test('instances of us-east-1 are in ec2.internal, all others in <region>.compute.internal', () => {
  expect(instancePrivateDnsName('10.0.0.5', 'us-east-1')).toBe('ip-10-0-0-5.ec2.internal');
  expect(instancePrivateDnsName('10.0.0.5', 'eu-west-1')).toBe('ip-10-0-0-5.eu-west-1.compute.internal');
});

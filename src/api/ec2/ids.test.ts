import { describe, expect, test } from 'vitest';
import { codeOf, testCaller } from '../testCall.ts';
import { checkId, findSubnet, findVpc } from './ids.ts';
import { describeVpcs } from './vpc/describeVpcs.ts';

describe('an id', () => {
  test('is a prefix and 8 or 17 lowercase hexadecimal digits', () => {
    for (const good of ['vpc-0123456789abcdef0', 'vpc-01234567']) checkId('vpc', good);
    const bad = [
      '',
      'vpc-',
      'vpc-0123456',
      'vpc-0123456789ABCDEF0',
      'subnet-01234567',
      'vpc-01234567 ',
      'vpc-../../x',
    ];
    for (const id of bad) expect(codeOf(() => checkId('vpc', id))).toBe('InvalidVpcID.Malformed');
  });

  test('of an endpoint is not that of a service, and the other way round', () => {
    expect(codeOf(() => checkId('vpcEndpoint', 'vpce-svc-01234567'))).toBe('InvalidVpcEndpointId.Malformed');
    expect(codeOf(() => checkId('endpointService', 'vpce-01234567'))).toBe(
      'InvalidVpcEndpointServiceId.NotFound',
    );
  });

  test('names the bad id and the expected form in the refusal', () => {
    expect(() => checkId('instance', 'x')).toThrow('Invalid id: "x" (expecting "i-...")');
  });
});

describe('a resource', () => {
  test('is found by its owner in its Region, by nobody else', async () => {
    const caller = await testCaller();
    const vpc = caller.run(describeVpcs, {}).Vpcs?.[0];
    const find = (as = {}) => codeOf(() => caller.run(findVpc, vpc?.VpcId, as));
    expect(find()).toBe('no error');
    expect(find({ accountId: '444455556666' })).toBe('InvalidVpcID.NotFound');
    expect(find({ region: 'eu-west-1' })).toBe('InvalidVpcID.NotFound');
  });

  test('that is absent or not named is refused in AWS words', async () => {
    const caller = await testCaller();
    expect(() => caller.run(findSubnet, 'subnet-01234567')).toThrow(
      "The subnet ID 'subnet-01234567' does not exist",
    );
    expect(() => caller.run(findSubnet, undefined)).toThrow(
      'The request must contain the parameter SubnetId',
    );
  });
});

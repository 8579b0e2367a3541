/** EC2 Query, by whole texts. */
import { describe, expect, test } from 'vitest';
import { AwsError } from '../base/awsError.ts';
import { ec2Query } from './ec2Query.ts';
import { decodeForm } from './form.ts';
import { ec2Model } from './model.ts';
import type { OperationModel } from './protocol.ts';

const model = ec2Model();
const operation = (name: string) => model.operation(name) as OperationModel;
const parse = (form: string) => {
  const decoded = decodeForm(form);
  return ec2Query.parseInput(operation(decoded.get('Action') ?? ''), decoded);
};
const refusalOf = (form: string) => {
  try {
    parse(form);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${error.status} ${error.code}: ${error.message}`;
  }
};

describe('input', () => {
  test('lists are flat and singular, structs nest by dots', () => {
    const form =
      'Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-1&SubnetId.1=subnet-1&SubnetId.2=subnet-2' +
      '&SecurityGroupId.1=sg-1&PrivateDnsEnabled=false&DnsOptions.DnsRecordIpType=ipv4' +
      '&TagSpecification.1.ResourceType=vpc-endpoint&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=';
    expect(parse(form)).toEqual({
      VpcId: 'vpc-1',
      SubnetIds: ['subnet-1', 'subnet-2'],
      SecurityGroupIds: ['sg-1'],
      PrivateDnsEnabled: false,
      DnsOptions: { DnsRecordIpType: 'ipv4' },
      TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'a', Value: '' }] }],
    });
  });

  test('items come in the order of their indexes, however far apart and in whatever order sent', () => {
    const form = 'Action=DescribeVpcs&VpcId.10=c&VpcId.9=b&VpcId.99999=d&VpcId.1=a';
    expect(parse(form)).toEqual({ VpcIds: ['a', 'b', 'c', 'd'] });
  });

  test('parameters of signatures belong to no operation', () => {
    expect(parse('Action=DescribeVpcs&X-Amz-Date=x&AWSAccessKeyId=x&SignatureVersion=2&Timestamp=x')).toEqual(
      {},
    );
  });

  test.each([
    ['DescribeVpcs&Nope=1', '400 UnknownParameter: The parameter Nope is not recognized'],
    [
      'DescribeVpcs&Filter.1.Nope.1=1',
      '400 UnknownParameter: The parameter Filter.1.Nope.1 is not recognized',
    ],
    ['DescribeVpcs&VpcId=x', '400 UnknownParameter: The parameter VpcId is not recognized'],
    ['DescribeVpcs&VpcId.0=x', '400 UnknownParameter: The parameter VpcId.0 is not recognized'],
    ['DescribeVpcs&VpcId.1.x=x', '400 UnknownParameter: The parameter VpcId.1.x is not recognized'],
    ['DescribeVpcs&MaxResults.1=1', '400 UnknownParameter: The parameter MaxResults.1 is not recognized'],
    ['DescribeVpcs&__proto__=1', '400 UnknownParameter: The parameter __proto__ is not recognized'],
    [
      'DescribeVpcs&VpcId.999999999=x',
      '400 InvalidParameterValue: Value (999999999) for parameter VpcId.999999999 is invalid. It must be an index up to 100000.',
    ],
    [
      'DescribeVpcs&MaxResults=many',
      '400 InvalidParameterValue: Value (many) for parameter MaxResults is invalid. It must be a whole number.',
    ],
    [
      'DescribeVpcs&DryRun=1',
      '400 InvalidParameterValue: Value (1) for parameter DryRun is invalid. It must be true or false.',
    ],
    ['CreateVpcEndpoint', '400 MissingParameter: The request must contain the parameter VpcId'],
    ['DeleteVpcEndpoints', '400 MissingParameter: The request must contain the parameter VpcEndpointId'],
    ['TerminateInstances', '400 InvalidParameterCombination: No instances specified'],
    ['CreateTags', '400 MissingParameter: The request must contain the parameter resourceIdSet'],
  ])('%s is refused', (form, refusal) => {
    expect(refusalOf(`Action=${form}`)).toBe(refusal);
  });

  test('a name of more parts than any shape has is refused before it is followed', () => {
    expect(refusalOf(`Action=DescribeVpcs&${'a.'.repeat(100_000)}a=1`)).toMatch(/^400 UnknownParameter/);
  });
});

describe('output', () => {
  const bodyOf = (name: string, output: object) =>
    ec2Query.serializeOutput(model, operation(name), output, 'the-id');

  test('the request id comes first, absent members are left out, empty lists are empty elements', () => {
    const output = {
      VpcEndpoint: {
        VpcEndpointId: 'vpce-1',
        PrivateDnsEnabled: true,
        RouteTableIds: [],
        SubnetIds: ['subnet-1'],
        Groups: [{ GroupId: 'sg-1', GroupName: 'a<b' }],
        CreationTimestamp: new Date('2020-01-01T00:00:00Z'),
        ServiceName: undefined,
        Tags: undefined,
      },
    };
    expect(bodyOf('CreateVpcEndpoint', output)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8' },
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<CreateVpcEndpointResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>the-id</requestId>' +
        '<vpcEndpoint><vpcEndpointId>vpce-1</vpcEndpointId><routeTableIdSet/>' +
        '<subnetIdSet><item>subnet-1</item></subnetIdSet>' +
        '<groupSet><item><groupId>sg-1</groupId><groupName>a&lt;b</groupName></item></groupSet>' +
        '<privateDnsEnabled>true</privateDnsEnabled>' +
        '<creationTimestamp>2020-01-01T00:00:00.000Z</creationTimestamp>' +
        '</vpcEndpoint></CreateVpcEndpointResponse>',
    });
  });

  test('an operation without an output shape answers return', () => {
    expect(bodyOf('DeleteVpc', {}).body).toContain('<requestId>the-id</requestId><return>true</return></Del');
  });

  test('characters that XML cannot carry become U+FFFD, so that the answer always parses', () => {
    const output = { Vpc: { OwnerId: 'a\u0000b\u001b\ud800c\uffff' } };
    expect(bodyOf('CreateVpc', output).body).toContain('<ownerId>a\ufffdb\ufffd\ufffdc\ufffd</ownerId>');
  });
});

test('an error is a Response with RequestID in capitals', () => {
  const error = new AwsError('InvalidVpcID.NotFound', "The vpc ID 'vpc-<x>' does not exist", 400);
  expect(ec2Query.serializeError(model, error, 'the-id')).toEqual({
    status: 400,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>' +
      '<Message>The vpc ID &apos;vpc-&lt;x&gt;&apos; does not exist</Message></Error></Errors>' +
      '<RequestID>the-id</RequestID></Response>',
  });
});

/** AWS's services as the catalogue tells of them. */
import { expect, test } from 'vitest';
import { awsServices, awsServicesNamed } from './awsServices.ts';

const named = (name: string, region = 'eu-west-1') => {
  const service = awsServicesNamed(name, region).find(({ serviceType }) => serviceType === 'Interface');
  return [service?.baseDnsName, ...(service?.privateDnsNames ?? [])];
};

test.each([
  ['com.amazonaws.eu-west-1.sts', 'sts.eu-west-1.vpce.amazonaws.com', 'sts.eu-west-1.amazonaws.com'],
  [
    'com.amazonaws.eu-west-1.sagemaker.runtime',
    'runtime.sagemaker.eu-west-1.vpce.amazonaws.com',
    'runtime.sagemaker.eu-west-1.amazonaws.com',
  ],
  [
    'com.amazonaws.eu-west-1.ecr.dkr',
    'dkr.ecr.eu-west-1.vpce.amazonaws.com',
    '*.dkr.ecr.eu-west-1.amazonaws.com',
  ],
  [
    'com.amazonaws.eu-west-1.kinesis-streams',
    'kinesis.eu-west-1.vpce.amazonaws.com',
    'kinesis.eu-west-1.amazonaws.com',
  ],
  [
    'com.amazonaws.eu-west-1.execute-api',
    'execute-api.eu-west-1.vpce.amazonaws.com',
    'execute-api.eu-west-1.amazonaws.com',
    '*.execute-api.eu-west-1.amazonaws.com',
  ],
  [
    'com.amazonaws.eu-west-1.kms-fips',
    'kms-fips.eu-west-1.vpce.amazonaws.com',
    'kms-fips.eu-west-1.amazonaws.com',
  ],
  [
    'aws.sagemaker.eu-west-1.notebook',
    'notebook.eu-west-1.vpce.sagemaker.aws',
    '*.notebook.eu-west-1.sagemaker.aws',
  ],
  ['com.amazonaws.eu-west-1.dynamodb', 'dynamodb.eu-west-1.vpce.amazonaws.com'],
])('%s has the names %s, %s', (name, ...names) => {
  expect(named(name)).toEqual(names);
});

test('what exists once in the world is in one Region', () => {
  expect(named('com.amazonaws.iam', 'us-east-1')).toEqual([
    'iam.us-east-1.vpce.amazonaws.com',
    'iam.amazonaws.com',
  ]);
  expect(awsServicesNamed('com.amazonaws.iam', 'eu-west-1')).toEqual([]);
});

test('no two services of a Region share an id, and no two of a type share a name', () => {
  const services = awsServices('us-east-1');
  expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
  expect(new Set(services.map((row) => `${row.serviceType} ${row.serviceName}`)).size).toBe(services.length);
});

test('S3 Express has gateways where AWS has it', () => {
  expect(awsServicesNamed('com.amazonaws.us-east-1.s3express', 'us-east-1')).toHaveLength(1);
  expect(awsServicesNamed('com.amazonaws.eu-west-3.s3express', 'eu-west-3')).toEqual([]);
});

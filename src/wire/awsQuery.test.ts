/** AWS Query, by whole texts. */
import { describe, expect, test } from 'vitest';
import { AwsError } from '../base/awsError.ts';
import { awsQuery } from './awsQuery.ts';
import { decodeForm } from './form.ts';
import { elbv2Model } from './model.ts';
import type { OperationModel } from './protocol.ts';

const model = elbv2Model();
const operation = (name: string) => model.operation(name) as OperationModel;
const parse = (name: string, form: string) => awsQuery.parseInput(operation(name), decodeForm(form));

describe('input', () => {
  test('list items lie under member, map entries under entry', () => {
    const config = 'DefaultActions.member.1.AuthenticateOidcConfig.';
    const form =
      'LoadBalancerArn=arn&DefaultActions.member.1.Type=authenticate-oidc' +
      `&${config}Issuer=i&${config}AuthorizationEndpoint=a&${config}TokenEndpoint=t&${config}UserInfoEndpoint=u` +
      `&${config}ClientId=c&${config}AuthenticationRequestExtraParams.entry.1.key=__proto__` +
      `&${config}AuthenticationRequestExtraParams.entry.1.value=v`;
    const parsed = parse('CreateListener', form) as { DefaultActions: { AuthenticateOidcConfig: object }[] };
    expect(parsed).toMatchObject({ LoadBalancerArn: 'arn', DefaultActions: [{ Type: 'authenticate-oidc' }] });
    const extra = parsed.DefaultActions[0]?.AuthenticateOidcConfig as Record<string, object>;
    expect(Object.entries(extra.AuthenticationRequestExtraParams ?? {})).toEqual([['__proto__', 'v']]);
  });

  test('an empty value is an empty list', () => {
    expect(parse('DescribeLoadBalancers', 'Names=')).toEqual({ Names: [] });
  });

  test.each([
    ['DescribeLoadBalancers', 'Names.1=x', 'The parameter Names.1 is not recognized'],
    ['DescribeLoadBalancers', 'Names=x', 'The parameter Names is not recognized'],
    [
      'DescribeLoadBalancers',
      'PageSize=x',
      "1 validation error detected: Value 'x' at 'PageSize' failed to satisfy constraint: Member must be a whole number",
    ],
    [
      'CreateTargetGroup',
      'Port=1',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
  ])('%s with %s is refused', (name, form, message) => {
    expect(() => parse(name, form)).toThrow(new AwsError('ValidationError', message));
  });
});

test('an answer has its result and its metadata', () => {
  const output = { TargetGroups: [{ TargetGroupArn: 'arn', Port: 80, LoadBalancerArns: [] }] };
  expect(awsQuery.serializeOutput(model, operation('CreateTargetGroup'), output, 'the-id').body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<CreateTargetGroupResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
      '<CreateTargetGroupResult><TargetGroups><member><TargetGroupArn>arn</TargetGroupArn><Port>80</Port>' +
      '<LoadBalancerArns/></member></TargetGroups></CreateTargetGroupResult>' +
      '<ResponseMetadata><RequestId>the-id</RequestId></ResponseMetadata></CreateTargetGroupResponse>',
  );
});

test('an answer without members still has its result element', () => {
  expect(awsQuery.serializeOutput(model, operation('DeleteLoadBalancer'), {}, 'the-id').body).toContain(
    '<DeleteLoadBalancerResult/><ResponseMetadata>',
  );
});

test.each([
  [400, 'Sender'],
  [500, 'Receiver'],
])('an error of status %i is of type %s', (status, type) => {
  expect(awsQuery.serializeError(model, new AwsError('Code', 'a & b', status), 'the-id')).toEqual({
    status,
    headers: { 'content-type': 'text/xml' },
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
      `<Error><Type>${type}</Type><Code>Code</Code><Message>a &amp; b</Message></Error>` +
      '<RequestId>the-id</RequestId></ErrorResponse>',
  });
});

/** ModifyVpcEndpointPayerResponsibility: either party of one endpoint takes its bill upon itself. */
import type {
  ModifyVpcEndpointPayerResponsibilityRequest,
  ModifyVpcEndpointPayerResponsibilityResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { PayerType, VpcEndpoint } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';
import { checkId, findEndpointService, findVpcEndpoint, notFound, required } from '../ids.ts';
import { payersView } from './endpointView.ts';
import { invalidParameter } from './errors.ts';

type Request = ModifyVpcEndpointPayerResponsibilityRequest;

const SCOPES: readonly string[] = ['vpc-endpoint-charges', 'resource-gateway-charges'];
const PAYERS: readonly string[] = [
  'vpc-endpoint-account',
  'vpc-endpoint-service-account',
  'resource-gateway-account',
];

export function modifyVpcEndpointPayerResponsibility(
  call: Call,
  input: Request,
): ModifyVpcEndpointPayerResponsibilityResult {
  const endpoint = input.ServiceId
    ? endpointOfService(call, input)
    : findVpcEndpoint(call, input.VpcEndpointId);
  if (endpoint.status.state === 'deleting') throw notFound('vpcEndpoint', endpoint.id);
  const scope = oneOf(SCOPES, input.Scope, 'Scope');
  const payer = payerOf(oneOf(PAYERS, input.PayerResponsibility, 'PayerResponsibility'), scope);
  checkOwnBill(input, payer);
  const changed: VpcEndpoint = {
    ...endpoint,
    spec: { ...endpoint.spec, payers: { ...endpoint.spec.payers, [scope]: payer } },
  };
  call.tx.vpcEndpoints.put(changed);
  return { VpcEndpointId: endpoint.id, PayerResponsibilities: payersView(changed) };
}

/** The provider names its service, and sees the endpoints of that one. */
function endpointOfService(call: Call, input: Request): VpcEndpoint {
  const service = findEndpointService(call, input.ServiceId);
  const id = required(input.VpcEndpointId, 'VpcEndpointId');
  checkId('vpcEndpoint', id);
  const endpoint = call.tx.vpcEndpoints.get(id);
  if (endpoint?.spec.serviceId === service.id) return endpoint;
  throw notFound('vpcEndpoint', id);
}

function oneOf(values: readonly string[], value: string | undefined, parameter: string): string {
  const wanted = required<string>(value, parameter);
  if (values.includes(wanted)) return wanted;
  throw new AwsError(
    'InvalidParameterValue',
    `Invalid value '${wanted}' for ${parameter}. Valid values: ${values.join(', ')}`,
  );
}

/** @throws AwsError InvalidParameter: an endpoint to a service has no resource gateway */
function payerOf(payer: string, scope: string): PayerType {
  const isKnown = payer === 'vpc-endpoint-account' || payer === 'vpc-endpoint-service-account';
  if (isKnown && scope === 'vpc-endpoint-charges') return payer;
  throw invalidParameter('Resource gateway charges are applicable only to Resource VPC Endpoints.');
}

function checkOwnBill({ ServiceId }: Request, payer: PayerType): void {
  const own: PayerType = ServiceId ? 'vpc-endpoint-service-account' : 'vpc-endpoint-account';
  if (payer === own) return;
  throw new AwsError('OperationNotPermitted', 'An account can make only itself responsible for charges.');
}

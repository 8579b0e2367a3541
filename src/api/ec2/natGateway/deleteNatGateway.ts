/** DeleteNatGateway: `deleting` at first; the reconcilers free its addresses. */
import type { DeleteNatGatewayRequest, DeleteNatGatewayResult } from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { notFound } from '../ids.ts';
import { findNatGateway } from './findNatGateway.ts';

export function deleteNatGateway(call: Call, input: DeleteNatGatewayRequest): DeleteNatGatewayResult {
  const gateway = findNatGateway(call, input.NatGatewayId);
  const { state } = gateway.status;
  if (state === 'deleted') throw notFound('natGateway', gateway.id);
  if (state !== 'deleting') {
    call.tx.natGateways.put({
      ...gateway,
      spec: { ...gateway.spec, deletedAt: call.now.toISOString() },
      status: { ...gateway.status, state: 'deleting' },
    });
  }
  return { NatGatewayId: gateway.id };
}

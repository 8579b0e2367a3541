/** CreateTransitGateway: with one table that is both defaults, unless neither is wanted. */
import type {
  CreateTransitGatewayRequest,
  CreateTransitGatewayResult,
  TransitGatewayRequestOptions,
} from '@aws-sdk/client-ec2';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { mine } from '../ids.ts';
import { checkPrivateAsn } from '../privateAsn.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { blocksAfter, enabled } from './gatewayOptions.ts';
import { makeTransitTable } from './newTransitTable.ts';
import { transitGatewayView } from './transitGatewayView.ts';

const DEFAULT_ASN = 64_512;

export function createTransitGateway(
  call: Call,
  input: CreateTransitGatewayRequest,
): CreateTransitGatewayResult {
  const tags = tagsFor(input.TagSpecifications, 'transit-gateway');
  const { Options: options = {}, Description: description = '' } = input;
  const wanted = specFrom(options);
  checkRoom(call);
  const base = { ...newResource(call, 'tgw'), tags };
  const isAssociation = enabled(options.DefaultRouteTableAssociation, 'DefaultRouteTableAssociation', true);
  const isPropagation = enabled(options.DefaultRouteTablePropagation, 'DefaultRouteTablePropagation', true);
  const tableId = isAssociation || isPropagation ? makeTransitTable(call, base.id, {}).id : undefined;
  const gateway: TransitGateway = {
    ...base,
    spec: {
      ...wanted,
      description,
      associationTableId: isAssociation ? tableId : undefined,
      propagationTableId: isPropagation ? tableId : undefined,
    },
    status: { state: 'pending' },
  };
  call.tx.transitGateways.put(gateway);
  return { TransitGateway: transitGatewayView(call, gateway) };
}

function specFrom(options: TransitGatewayRequestOptions): Omit<TransitGateway['spec'], 'description'> {
  const { AmazonSideAsn: amazonSideAsn = DEFAULT_ASN } = options;
  const is = (
    member: Exclude<keyof TransitGatewayRequestOptions, 'AmazonSideAsn' | 'TransitGatewayCidrBlocks'>,
    fallback: boolean,
  ) => enabled(options[member], member, fallback);
  checkPrivateAsn(amazonSideAsn);
  return {
    amazonSideAsn,
    cidrBlocks: blocksAfter([], options.TransitGatewayCidrBlocks),
    autoAcceptSharedAttachments: is('AutoAcceptSharedAttachments', false),
    vpnEcmpSupport: is('VpnEcmpSupport', true),
    dnsSupport: is('DnsSupport', true),
    securityGroupReferencingSupport: is('SecurityGroupReferencingSupport', false),
    multicastSupport: is('MulticastSupport', false),
  };
}

function checkRoom(call: Call): void {
  const present = call.tx.transitGateways.by('scope', mine(call)).filter(({ status }) => !status.endedAt);
  const words = 'The maximum number of transit gateways has been reached.';
  checkQuota(call, 'transitGatewaysPerRegion', present.length, 'TransitGatewayLimitExceeded', words);
}

/** ModifyTransitGateway: its description and options; attachments that are there keep their tables. */
import type {
  ModifyTransitGatewayOptions,
  ModifyTransitGatewayRequest,
  ModifyTransitGatewayResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { TransitGateway } from '../../../resources/transitGateway.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { notFound } from '../ids.ts';
import { checkPrivateAsn } from '../privateAsn.ts';
import { checkState, findTransitGateway, findTransitTable } from './findTransitGateway.ts';
import { blocksAfter, enabled } from './gatewayOptions.ts';
import { transitGatewayView } from './transitGatewayView.ts';

export function modifyTransitGateway(
  call: Call,
  input: ModifyTransitGatewayRequest,
): ModifyTransitGatewayResult {
  const gateway = findTransitGateway(call, input.TransitGatewayId);
  checkState(gateway, 'available');
  const { Description: description = gateway.spec.description, Options: options = {} } = input;
  const spec = { ...specAfter(call, gateway, options), description };
  const changed = { ...gateway, spec };
  call.tx.transitGateways.put(changed);
  return { TransitGateway: { ...transitGatewayView(call, changed), State: 'modifying' } };
}

function specAfter(
  call: Call,
  gateway: TransitGateway,
  options: ModifyTransitGatewayOptions,
): TransitGateway['spec'] {
  const { spec } = gateway;
  const { AmazonSideAsn: amazonSideAsn = spec.amazonSideAsn } = options;
  if (options.EncryptionSupport === 'enable') throw unsupported('Encryption of a transit gateway');
  checkPrivateAsn(amazonSideAsn);
  const is = (
    member:
      | 'AutoAcceptSharedAttachments'
      | 'VpnEcmpSupport'
      | 'DnsSupport'
      | 'SecurityGroupReferencingSupport',
    present: boolean,
  ) => enabled(options[member], member, present);
  const { AddTransitGatewayCidrBlocks: added, RemoveTransitGatewayCidrBlocks: removed } = options;
  return {
    ...spec,
    amazonSideAsn,
    cidrBlocks: blocksAfter(spec.cidrBlocks, added, removed),
    autoAcceptSharedAttachments: is('AutoAcceptSharedAttachments', spec.autoAcceptSharedAttachments),
    vpnEcmpSupport: is('VpnEcmpSupport', spec.vpnEcmpSupport),
    dnsSupport: is('DnsSupport', spec.dnsSupport),
    securityGroupReferencingSupport: is(
      'SecurityGroupReferencingSupport',
      spec.securityGroupReferencingSupport,
    ),
    associationTableId: defaultTable(call, gateway, options, 'Association', spec.associationTableId),
    propagationTableId: defaultTable(call, gateway, options, 'Propagation', spec.propagationTableId),
  };
}

/** The switch and the table go together: on means that there is a table, off that there is none. */
function defaultTable(
  call: Call,
  gateway: TransitGateway,
  options: ModifyTransitGatewayOptions,
  kind: 'Association' | 'Propagation',
  present: string | undefined,
): string | undefined {
  const [member, idMember] = [`DefaultRouteTable${kind}`, `${kind}DefaultRouteTableId`] as const;
  const id = options[idMember];
  const isOn = enabled(options[member], member, present !== undefined);
  const tableId = id ?? present;
  if (isOn ? !tableId : id) {
    const word = isOn ? 'enable' : 'disable';
    throw new AwsError(
      'InvalidParameterCombination',
      `${word} ${member} conflicts with ${idMember} ${id ?? null}`,
    );
  }
  if (!isOn) return undefined;
  if (id && findTransitTable(call, id).spec.transitGatewayId !== gateway.id) {
    throw notFound('transitGatewayRouteTable', id);
  }
  return tableId;
}

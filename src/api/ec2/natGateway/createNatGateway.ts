/** CreateNatGateway: `pending` at first; what stands in its way shows later, as `failed`. */
import type { CreateNatGatewayRequest, CreateNatGatewayResult } from '@aws-sdk/client-ec2';
import type { NatGateway, NatGatewayFailure } from '../../../resources/natGateway.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { createInterface, freeAddressCount } from '../../../state/interfaces.ts';
import { onceByToken } from '../../idempotency.ts';
import type { Call } from '../../operation.ts';
import { checkQuota } from '../../quotas.ts';
import { mine } from '../ids.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { boundAddresses } from './boundAddresses.ts';
import { findNatGateway } from './findNatGateway.ts';
import { alreadyAssociated, takenAmong } from './natElasticIps.ts';
import { type NatGatewayPlan, natGatewayPlan } from './natGatewayRequest.ts';
import { natGatewayView } from './natGatewayView.ts';

export function createNatGateway(call: Call, input: CreateNatGatewayRequest): CreateNatGatewayResult {
  return onceByToken(
    call,
    input.ClientToken,
    input,
    () => [makeNatGateway(call, input).id],
    ([id]) => ({ NatGateway: natGatewayView(findNatGateway(call, id)), ClientToken: input.ClientToken }),
  );
}

function makeNatGateway(call: Call, input: CreateNatGatewayRequest): NatGateway {
  const plan = natGatewayPlan(call, input);
  const { availabilityZone, vpcId } = plan.subnet.spec;
  checkZoneQuota(call, availabilityZone);
  const base = { ...newResource(call, 'nat'), tags: tagsFor(input.TagSpecifications, 'natgateway') };
  const failure = failureOf(call, plan);
  const gateway: NatGateway = {
    ...base,
    spec: {
      vpcId,
      subnetId: plan.subnet.id,
      availabilityZone,
      connectivityType: plan.connectivityType,
      ...(failure
        ? { addresses: plan.elasticIps.map(({ id }) => ({ allocationId: id })) }
        : placed(call, base.id, plan)),
    },
    status: { state: 'pending', failure },
  };
  call.tx.natGateways.put(gateway);
  return gateway;
}

/** AWS finds these out on the way; here they are known at once. */
function failureOf(
  { tx }: Call,
  { subnet, connectivityType, elasticIps, privateAddresses }: NatGatewayPlan,
): NatGatewayFailure | undefined {
  const { vpcId } = subnet.spec;
  if (connectivityType === 'public' && tx.internetGateways.count('vpc', vpcId) === 0) {
    return { code: 'Gateway.NotAttached', message: `Network ${vpcId} has no Internet gateway attached` };
  }
  const taken = takenAmong(tx, elasticIps);
  if (taken) return alreadyAssociated(taken);
  if (freeAddressCount(tx, subnet) >= privateAddresses.length) return undefined;
  return {
    code: 'InsufficientFreeAddressesInSubnet',
    message: 'Subnet has insufficient free addresses to create this NAT gateway',
  };
}

function placed(
  call: Call,
  natGatewayId: string,
  plan: NatGatewayPlan,
): Pick<NatGateway['spec'], 'networkInterfaceId' | 'addresses'> {
  const row = makeInterface(call, natGatewayId, plan);
  return { networkInterfaceId: row.id, addresses: boundAddresses(call, row, plan.elasticIps) };
}

function makeInterface(
  call: Call,
  natGatewayId: string,
  { subnet, privateAddresses }: NatGatewayPlan,
): NetworkInterface {
  const [privateIpAddress, ...secondaryAddresses] = privateAddresses;
  return createInterface(call.tx, {
    subnet,
    interfaceType: 'nat_gateway',
    description: `Interface for NAT Gateway ${natGatewayId}`,
    groupIds: [],
    requesterManaged: true,
    owner: { kind: 'natGateway', natGatewayId },
    privateIpAddress,
    secondaryAddresses,
    more: { sourceDestCheck: false },
    now: call.now,
    random: call.random,
  });
}

function checkZoneQuota(call: Call, zone: string): void {
  const present = call.tx.natGateways
    .by('scope', mine(call))
    .filter(({ spec, status }) => spec.availabilityZone === zone && !status.endedAt);
  const words = 'The maximum number of NAT gateways has been reached.';
  checkQuota(call, 'natGatewaysPerAvailabilityZone', present.length, 'NatGatewayLimitExceeded', words);
}

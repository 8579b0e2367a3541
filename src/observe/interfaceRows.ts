/** Which rows of the program an interface stands on: while one of them fails, it is not ready. */
import type { RowKey } from '../program/rows.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';

export function interfaceRows({ id, spec }: NetworkInterface): RowKey[] {
  const router = `vpc/${spec.vpcId}`;
  switch (spec.owner.kind) {
    case 'instance':
      return [router, `port/${id}`, `instance/${spec.owner.instanceId}`];
    case 'endpoint':
      return [router, `endpoint/${id}`, `admission/${id}`];
    case 'loadBalancer':
      return [router, `node/${id}`];
    case 'transitGateway':
      return [router, `transitLink/${spec.owner.attachmentId}`];
    case 'natGateway':
      return [router, `port/${id}`, `natGateway/${spec.owner.natGatewayId}`];
    case 'customer':
      return [];
  }
}

/** Routes to an endpoint: a gateway endpoint's service is reached by the router itself. */
import type { ViaOf } from './via.ts';

export const endpointVia: ViaOf = (tables, target) => {
  const endpoint = tables.vpcEndpoints.get(target);
  if (endpoint?.spec.vpcEndpointType !== 'Gateway') return 'blackhole';
  return { gateway: endpoint.spec.serviceName.split('.').at(-1) ?? '' };
};

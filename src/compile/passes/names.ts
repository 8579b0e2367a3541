/** Pass: the DNS names that resources bring. */
import type { NamesRow } from '../../program/rows.ts';
import { endpointNames } from '../names/endpoints.ts';
import { instanceNames } from '../names/instances.ts';
import { loadBalancerNames } from '../names/loadBalancers.ts';
import { privateNames } from '../names/privateNames.ts';
import type { World } from '../world.ts';

export function names(world: World): NamesRow[] {
  return [
    ...loadBalancerNames(world),
    ...endpointNames(world),
    ...privateNames(world),
    ...instanceNames(world),
  ];
}

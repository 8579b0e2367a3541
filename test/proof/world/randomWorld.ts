/** A random world: VPCs of several accounts with the same addresses, and what does or does not join them. */
import { changeWorld } from './changes.ts';
import { Laboratory, type Program } from './laboratory.ts';
import { makeInternetGateway, makeNatGateway } from './makeEdges.ts';
import { addRoute, makePeering, makeRouteTable, makeTransit } from './makeRoutes.ts';
import { makeEndpoint, makeService } from './makeService.ts';
import { makeVpc } from './makeVpc.ts';
import type { Places } from './places.ts';

export interface WorldShape {
  readonly vpcs: number;
  /** In each VPC, twice: before and after its groups are made. */
  readonly instances: number;
  readonly services: number;
  readonly endpoints: number;
  readonly peerings: number;
  readonly transitGateways: number;
}

export class RandomWorld {
  private constructor(
    readonly laboratory: Laboratory,
    readonly places: Places,
  ) {}

  static async make(seed: number, shape: WorldShape): Promise<RandomWorld> {
    const laboratory = await Laboratory.open(seed);
    const places: Places = { vpcs: [], services: [] };
    const { chance } = laboratory;
    for (let count = 0; count < shape.vpcs; count++) {
      makeVpc(laboratory, places, { groups: chance.between(1, 3), instances: shape.instances });
    }
    laboratory.settle();
    for (let count = 0; count < shape.services; count++) {
      const vpc = chance.pick(places.vpcs);
      if (vpc) makeService(laboratory, places, vpc);
    }
    laboratory.settle();
    for (let count = 0; count < shape.endpoints; count++) {
      const vpc = chance.pick(places.vpcs);
      if (vpc) makeEndpoint(laboratory, places, vpc);
    }
    for (let count = 0; count < shape.peerings; count++) makePeering(laboratory, places);
    for (let count = 0; count < shape.transitGateways; count++) makeTransit(laboratory, places);
    for (const vpc of chance.some(places.vpcs, 0.2)) makeInternetGateway(laboratory, vpc);
    for (const vpc of chance.some(places.vpcs, 0.2)) makeNatGateway(laboratory, vpc);
    for (const vpc of chance.some(places.vpcs, 0.3)) makeRouteTable(laboratory, vpc);
    for (const vpc of chance.some(places.vpcs, 0.3)) addRoute(laboratory, vpc);
    return new RandomWorld(laboratory, places);
  }

  program(): Promise<Program> {
    return this.laboratory.program();
  }

  change(count: number): void {
    changeWorld(this.laboratory, this.places, count);
  }
}

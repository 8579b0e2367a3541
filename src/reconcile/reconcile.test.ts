import { describe, expect, it } from 'vitest';
import { LIFE_STEPS } from '../../test/support/lifeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import { seededRandom } from '../base/random.ts';
import type { State } from '../state/state.ts';
import { reconcile } from './reconcile.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

function at(seconds: number): Date {
  return new Date(START + seconds * 1000);
}

function happen(state: State, step: string, seconds = 0): void {
  state.transact((tx) => LIFE_STEPS[step]?.(tx, at(seconds)));
}

function run(state: State, seconds = 0): Date | undefined {
  return state.transact((tx) => reconcile(tx, { now: at(seconds), random: seededRandom(1) }));
}

function states(state: State) {
  const { instances, loadBalancers, vpcEndpoints } = state.snapshot;
  const of = (rows: Iterable<{ id: string; status: { state: string } }>) =>
    [...rows].map(({ id, status }) => `${id} ${status.state}`);
  return [...of(instances.all()), ...of(loadBalancers.all()), ...of(vpcEndpoints.all())];
}

describe('reconcile', () => {
  it('moves what is ready, and leaves an endpoint that nobody has accepted', async () => {
    const state = await stateOf(tourTopology());
    run(state);
    expect(states(state)).toEqual([
      'i-pa pending',
      'i-pb pending',
      'i-c pending',
      'nlb provisioning',
      'vpce-1 pendingAcceptance',
    ]);
    happen(state, 'everythingArrives');
    run(state);
    expect(states(state)).toEqual([
      'i-pa running',
      'i-pb running',
      'i-c running',
      'nlb active',
      'vpce-1 pendingAcceptance',
    ]);
  });

  it('makes an accepted endpoint available only when all of its interfaces are ready again', async () => {
    const state = await stateOf(tourTopology());
    happen(state, 'everythingArrives');
    happen(state, 'accept');
    happen(state, 'oneArrives');
    run(state);
    expect(states(state)).toContain('vpce-1 pending');
    happen(state, 'oneArrives');
    run(state);
    expect(states(state)).toContain('vpce-1 available');
  });

  it('drops a deleted endpoint with its connection and interfaces after the kernel has let go', async () => {
    const state = await stateOf(tourTopology());
    happen(state, 'deleteEndpoint');
    run(state);
    expect(states(state)).toContain('vpce-1 deleting');
    happen(state, 'everythingArrives');
    run(state);
    const { vpcEndpoints, endpointConnections, networkInterfaces } = state.snapshot;
    expect([vpcEndpoints.size, endpointConnections.size]).toEqual([0, 0]);
    expect(networkInterfaces.has('eni-ea') || networkInterfaces.has('eni-eb')).toBe(false);
  });

  it('ends an instance, frees its address, and forgets it after an hour', async () => {
    const state = await stateOf(tourTopology());
    happen(state, 'terminate');
    run(state, 1);
    expect(states(state)).toContain('i-pa shutting-down');
    happen(state, 'everythingArrives');
    expect(run(state, 2)).toEqual(at(302));
    expect(states(state)).toContain('i-pa terminated');
    expect(state.snapshot.targets.get('tg|i-pa|8080')?.spec.deregisteredAt).toBeDefined();
    expect(state.snapshot.networkInterfaces.has('eni-pa')).toBe(false);
    expect(run(state, 3599)).toEqual(at(3600));
    expect(state.snapshot.targets.has('tg|i-pa|8080')).toBe(false);
    expect(run(state, 3600)).toBeUndefined();
    expect(state.snapshot.instances.has('i-pa')).toBe(false);
  });

  it('drops a deregistered target after the delay that its group has', async () => {
    const state = await stateOf(tourTopology());
    happen(state, 'deregister');
    expect(run(state, 1)).toEqual(at(300));
    state.transact((tx) => {
      const group = tx.targetGroups.get('tg');
      const attributes = { 'deregistration_delay.timeout_seconds': '20' };
      if (group) tx.targetGroups.put({ ...group, spec: { ...group.spec, attributes } });
    });
    expect(run(state, 19)).toEqual(at(20));
    expect(run(state, 20)).toBeUndefined();
    expect(state.snapshot.targets.has('tg|i-pb|8080')).toBe(false);
  });

  it('drops the interfaces of a zone that its load balancer has left', async () => {
    const state = await stateOf(tourTopology());
    happen(state, 'leaveZone');
    run(state);
    expect(state.snapshot.networkInterfaces.has('eni-nb')).toBe(true);
    happen(state, 'everythingArrives');
    run(state);
    expect(state.snapshot.networkInterfaces.has('eni-nb')).toBe(false);
    expect(state.snapshot.networkInterfaces.has('eni-na')).toBe(true);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeAgent } from '../../test/support/fakeAgent.ts';
import { LIFE_STEPS } from '../../test/support/lifeSteps.ts';
import { stateOf } from '../../test/support/stateOf.ts';
import { tourTopology } from '../../test/support/tourTopology.ts';
import { systemClock } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import { compile } from '../compile/compile.ts';
import { AgentLink } from '../link/client.ts';
import type { State } from '../state/state.ts';
import { startControlLoop } from './startControlLoop.ts';

let directory: string;
let agent: FakeAgent;
let state: State;
let link: AgentLink;
let stop: () => void;
const logged: string[] = [];

beforeEach(async () => {
  // A path that sockaddr_un cannot hold: data directories may lie deep.
  directory = mkdtempSync(join(tmpdir(), `postern-${'x'.repeat(100)}-`));
  process.chdir(directory);
  agent = await FakeAgent.listen('agent.sock');
  state = await stateOf(tourTopology());
  link = new AgentLink({ socketPath: join(directory, 'agent.sock'), firstGeneration: 100 });
  logged.length = 0;
  stop = startControlLoop({
    state,
    link,
    clock: systemClock,
    random: seededRandom(1),
    log: (m) => logged.push(m),
  });
});

afterEach(async () => {
  stop();
  link.close();
  await agent.close();
  process.chdir('/');
  rmSync(directory, { recursive: true });
});

function happen(step: string): void {
  state.transact((tx) => LIFE_STEPS[step]?.(tx, new Date()));
}

const endpointState = () => state.snapshot.vpcEndpoints.get('vpce-1')?.status.state;
const places = () => new Set([...state.snapshot.networkInterfaces.all()].map((row) => row.status.dataPlane));
const eventually = { timeout: 10_000, interval: 5 };

async function settled(): Promise<void> {
  await expect.poll(places, eventually).toEqual(new Set(['ready']));
  await expect.poll(() => new Map(agent.rows), eventually).toEqual(onTheWire());
}

/** The program after a journey as JSON, which leaves out members that are undefined. */
function onTheWire() {
  return new Map(JSON.parse(JSON.stringify([...compile(state.snapshot)])) as [string, never][]);
}

describe('the control loop', () => {
  it('makes an endpoint available that is accepted after its interfaces were programmed', async () => {
    await settled();
    expect(endpointState()).toBe('pendingAcceptance');
    happen('accept');
    await expect.poll(endpointState, eventually).toBe('available');
    await settled();
    expect(agent.rows.has('admission/eni-ea')).toBe(true);
  });

  it('makes an endpoint available that is accepted before the agent has anything', async () => {
    agent.silent = true;
    happen('accept');
    await expect.poll(() => agent.generations.length, eventually).toBeGreaterThan(0);
    expect(endpointState()).toBe('pending');
    agent.silent = false;
    agent.answer();
    await expect.poll(endpointState, eventually).toBe('available');
  });

  it('takes no confirmation of an older program for a newer one', async () => {
    await settled();
    agent.silent = true;
    happen('accept');
    await expect.poll(() => agent.rows.has('admission/eni-ea'), eventually).toBe(true);
    happen('reject');
    agent.answer();
    await expect.poll(() => agent.rows.has('admission/eni-ea'), eventually).toBe(false);
    expect(endpointState()).toBe('rejected');
    expect(places()).toEqual(new Set(['pending', 'ready']));
    agent.silent = false;
    agent.answer();
    await settled();
    expect(endpointState()).toBe('rejected');
  });

  it('deletes an endpoint to the last row, in the agent and in the state', async () => {
    await settled();
    happen('deleteEndpoint');
    await expect.poll(() => state.snapshot.vpcEndpoints.size, eventually).toBe(0);
    expect([...agent.rows.keys()].filter((key) => key.includes('eni-e') || key.includes('vpce-1'))).toEqual(
      [],
    );
    expect(state.snapshot.endpointConnections.size).toBe(0);
  });

  it('sends one full program, then differences with rising generations', async () => {
    await settled();
    happen('accept');
    await expect.poll(endpointState, eventually).toBe('available');
    const [first, second] = agent.generations;
    expect([first?.full, first?.generation]).toEqual([true, 100]);
    expect(second).toEqual({
      generation: 101,
      full: false,
      put: [
        'admission/eni-ea',
        'admission/eni-eb',
        'endpoint/eni-ea',
        'endpoint/eni-eb',
        'names/vpce-1',
        'names/vpce-1/private',
      ],
      deleted: [],
    });
    expect(agent.generations).toHaveLength(2);
  });

  it('sends the whole program again to an agent that comes back', async () => {
    await settled();
    const before = new Map(agent.rows);
    agent.drop();
    agent.rows.clear();
    await expect.poll(() => agent.generations.at(-1)?.full && agent.rows, eventually).toEqual(before);
    expect(agent.generations.at(-1)?.generation).toBe(101);
  });

  it('leaves pending what the agent cannot make, says so once, and tells the agent again', async () => {
    agent.failing.add('node/eni-na');
    await expect.poll(() => logged, eventually).toEqual(['the agent could not make node/eni-na: no']);
    await expect.poll(() => state.snapshot.loadBalancers.get('nlb')?.status.state).toBe('provisioning');
    expect(state.snapshot.networkInterfaces.get('eni-na')?.status.dataPlane).toBe('pending');
    agent.failing.clear();
    await settled();
    expect(agent.generations.at(-1)?.put).toEqual(['node/eni-na']);
    expect(logged).toHaveLength(1);
  });

  it('writes findings of health checks to their targets, and a repeated one not at all', async () => {
    await settled();
    const finding = {
      type: 'health',
      check: 'tg|i-pa|8080',
      state: 'unhealthy',
      reason: 'Target.Timeout',
    } as const;
    agent.send(finding);
    agent.send({ ...finding, check: 'gone' });
    const target = () => state.snapshot.targets.get('tg|i-pa|8080');
    await expect
      .poll(() => target()?.status.health, eventually)
      .toEqual({
        state: 'unhealthy',
        reason: 'Target.Timeout',
      });
    const row = target();
    agent.send(finding);
    agent.send({ type: 'health', check: 'tg|i-pb|8080', state: 'healthy' });
    const other = () => state.snapshot.targets.get('tg|i-pb|8080')?.status.health;
    await expect.poll(other, eventually).toEqual({ state: 'healthy' });
    expect(target()).toBe(row);
  });

  it('forgets what was found of targets that are checked no more, so that they start anew', async () => {
    await settled();
    const health = () => state.snapshot.targets.get('tg|i-pa|8080')?.status.health.state;
    agent.send({ type: 'health', check: 'tg|i-pa|8080', state: 'healthy' });
    await expect.poll(health, eventually).toBe('healthy');
    const [listener] = [...state.snapshot.listeners.all()];
    state.transact((tx) => tx.listeners.delete(listener?.id ?? ''));
    await expect.poll(health, eventually).toBe('initial');
    agent.send({ type: 'health', check: 'tg|i-pa|8080', state: 'healthy' });
    await settled();
    expect(health()).toBe('initial');
  });
});

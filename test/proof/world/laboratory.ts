/**
 * A control plane in memory: the API's own operations, reconcilers and compiler, and a data plane that confirms all at
 * once. What an operation refuses is not done, as a caller's would be.
 */
import { ec2Operations } from '../../../src/api/ec2/operations.ts';
import { elbv2Operations } from '../../../src/api/elbv2/operations.ts';
import type { OperationTable } from '../../../src/api/operation.ts';
import { type TestCaller, testCaller } from '../../../src/api/testCall.ts';
import { AwsError } from '../../../src/base/awsError.ts';
import { markArrived } from '../../../src/observe/interfacesInMotion.ts';
import { admissible } from '../../../src/program/check.ts';
import type { HealthTable, ProgramRow, RowKey } from '../../../src/program/rows.ts';
import { reconcile } from '../../../src/reconcile/reconcile.ts';
import type { Snapshot } from '../../../src/state/tables.ts';
import { type FollowedProgram, followedProgram } from '../../support/followedProgram.ts';
import { Chance } from '../chance.ts';

/** Answers of operations are read by their AWS names. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has its own shapes.
export type Answer = any;

export interface Program {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  readonly health: HealthTable;
}

/** Rounds of reconciling and confirming until all rests. */
const ROUNDS = 6;
/** What a check finds; the last has not ended yet. */
const HEALTH = ['healthy', 'healthy', 'healthy', 'healthy', 'unhealthy', undefined] as const;
/** Long enough for targets to have drained; a request for peering lasts a week. */
const ROUND_MS = 10 * 60_000;

export class Laboratory {
  readonly chance: Chance;
  readonly #caller: TestCaller;
  readonly #program: FollowedProgram;
  readonly #findings = new Map<string, 'healthy' | 'unhealthy' | undefined>();
  #now = Date.parse('2026-01-01T00:00:00Z');

  private constructor(seed: number, caller: TestCaller) {
    this.chance = new Chance(seed);
    this.#caller = caller;
    this.#program = followedProgram(caller.state);
  }

  static async open(seed: number): Promise<Laboratory> {
    return new Laboratory(seed, await testCaller(seed));
  }

  get snapshot(): Snapshot {
    return this.#caller.state.snapshot;
  }

  /** An operation's answer; undefined where it was refused or is not there. */
  call(accountId: string, name: string, input: object): Answer | undefined {
    const operations: OperationTable = { ...elbv2Operations, ...ec2Operations };
    const operation = operations[name];
    if (!operation) return undefined;
    try {
      return this.#caller.run(operation, input, { accountId });
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  /** States follow, interfaces arrive; then what the kernel is to be told. */
  async program(): Promise<Program> {
    for (let round = 0; round < ROUNDS; round++) this.settle();
    await this.#program.next();
    const { rows, violations } = admissible(this.#program.rows);
    if (violations.length > 0)
      throw new Error(`what was compiled cannot be applied: ${JSON.stringify(violations)}`);
    return { rows: new Map(rows), health: this.#healthOf(rows.values()) };
  }

  /** Every provider turns everybody away. */
  rejectAll(): void {
    for (const { accountId, spec } of [...this.snapshot.endpointConnections.all()]) {
      const about = { ServiceId: spec.serviceId, VpcEndpointIds: [spec.endpointId] };
      this.call(accountId, 'RejectVpcEndpointConnections', about);
    }
  }

  /** Health checks find something else. */
  reviewHealth(): void {
    for (const check of this.chance.some([...this.#findings.keys()])) this.#findings.delete(check);
  }

  /** Reconcilers have run, and the data plane has confirmed what it was told. */
  settle(): void {
    this.#now += ROUND_MS;
    const moment = { now: new Date(this.#now), random: this.chance.random };
    this.#caller.change((tx) => {
      reconcile(tx, moment);
      for (const place of ['pending', 'removing']) {
        for (const row of [...tx.networkInterfaces.by('dataPlane', place)]) markArrived(tx, row);
      }
    });
  }

  #healthOf(rows: Iterable<ProgramRow>): HealthTable {
    const ids = [...rows].filter(({ kind }) => kind === 'check').map(({ id }) => id);
    const table = new Map<string, 'healthy' | 'unhealthy'>();
    for (const id of ids.sort()) {
      if (!this.#findings.has(id)) {
        this.#findings.set(id, this.chance.oneOf(...HEALTH));
      }
      const found = this.#findings.get(id);
      if (found) table.set(id, found);
    }
    return table;
  }
}

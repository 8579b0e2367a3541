/** What health checks last found, kept on disk so that a restart of the agent changes no rule. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HealthTable } from '../program/rows.ts';
import type { Finding } from './health/finding.ts';
import { replaceFile } from './rowStore.ts';

export class Findings {
  readonly #file: string;
  readonly #findings: Map<string, Finding>;
  readonly #states: Map<string, 'healthy' | 'unhealthy'>;

  constructor(directory: string) {
    this.#file = join(directory, 'health.json');
    this.#findings = new Map(load(this.#file));
    this.#states = new Map([...this.#findings].map(([check, { state }]) => [check, state]));
  }

  /** By CheckRow id. */
  get all(): ReadonlyMap<string, Finding> {
    return this.#findings;
  }

  /** As rendering takes it; kept up with what is found. */
  get table(): HealthTable {
    return this.#states;
  }

  isHealthy(check: string): boolean {
    return this.#findings.get(check)?.state === 'healthy';
  }

  put(check: string, finding: Finding): void {
    this.#findings.set(check, finding);
    this.#states.set(check, finding.state);
    this.#save();
  }

  /** Forgets checks that are no more: a target that comes back starts anew. */
  remove(checks: readonly string[]): void {
    const gone = checks.filter((check) => this.#findings.delete(check));
    for (const check of gone) this.#states.delete(check);
    if (gone.length > 0) this.#save();
  }

  clear(): void {
    this.#findings.clear();
    this.#states.clear();
    rmSync(this.#file, { force: true });
  }

  #save(): void {
    replaceFile(this.#file, JSON.stringify([...this.#findings]));
  }
}

/** A file that the end of the machine has damaged says nothing: the checks find out anew. */
function load(file: string): [string, Finding][] {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

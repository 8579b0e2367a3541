/** A real kernel with a program in it, and processes inside its namespaces that print what they see. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Kernel } from '../../src/dataplane/kernel/kernel.ts';
import { namespaceOf, namespacePath } from '../../src/dataplane/namespaces.ts';
import { admissible } from '../../src/program/check.ts';
import type { ProgramRow } from '../../src/program/rows.ts';
import { eventually } from './agentBed.ts';
import { byKey, HEALTHY } from './twoVpcs.ts';

/** What a process has printed so far. */
export interface Printed {
  text: string;
  stop(): void;
}

export class KernelBed {
  private readonly id = `j${randomBytes(3).toString('hex')}`;
  private readonly kernel = new Kernel({ installationId: this.id });
  private readonly children = new Set<ChildProcess>();

  /** Makes exactly these rows true; throws what is wrong with them. */
  async apply(rows: readonly ProgramRow[]): Promise<void> {
    const { rows: sound, violations } = admissible(byKey(rows));
    const { failed } = await this.kernel.apply(sound, HEALTHY);
    const wrong = [...violations, ...failed];
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  }

  /** Runs a script of Node's in an instance or a VPC. */
  start(namespace: string, source: string): Printed {
    const enter = [`--net=${namespacePath(namespaceOf(this.id, namespace))}`, process.execPath, '-e', source];
    const child = spawn('nsenter', enter, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.children.add(child);
    const printed: Printed = { text: '', stop: () => child.kill('SIGKILL') };
    child.stdout.on('data', (chunk) => {
      printed.text += chunk;
    });
    return printed;
  }

  async clear(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await this.kernel.removeAll();
  }
}

export function until(printed: Printed, pattern: RegExp): Promise<void> {
  return eventually(() => pattern.test(printed.text), `${pattern} is printed`);
}

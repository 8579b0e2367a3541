/** A real kernel with a program in it, and processes inside its namespaces that print what they see. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { known } from '../../src/base/assert.ts';
import type { FlowCache } from '../../src/dataplane/flowcache/flowCache.ts';
import { type OpenOptions, openFlowCache } from '../../src/dataplane/flowcache/openFlowCache.ts';
import { Kernel } from '../../src/dataplane/kernel/kernel.ts';
import { readNamespace } from '../../src/dataplane/kernel/readBack.ts';
import { namespaceOf, namespacePath } from '../../src/dataplane/namespaces.ts';
import { admissible } from '../../src/program/check.ts';
import { DesiredState } from '../../src/program/desired.ts';
import { difference } from '../../src/program/diff.ts';
import type { ProgramRow, WayOut } from '../../src/program/rows.ts';
import { readAll } from '../../src/program/trace/forms.ts';
import { eventually } from './agentBed.ts';
import { ASKER, Asker } from './asker.ts';
import { byKey, HEALTHY } from './twoVpcs.ts';

/** What a process has printed so far. */
export interface Printed {
  text: string;
  stop(): void;
}

export class KernelBed {
  readonly id = `j${randomBytes(3).toString('hex')}`;
  private kernel = new Kernel({ installationId: this.id });
  private cache: FlowCache | undefined;
  private wayOut: WayOut | undefined;
  private readonly children = new Set<ChildProcess>();
  private readonly askers = new Map<string, Asker>();

  /** As a new agent with a flow cache; what an earlier one has attached is there. False: it cannot be had here. */
  async restart(options: Partial<OpenOptions> = {}, wayOut?: WayOut): Promise<boolean> {
    await this.cache?.close();
    const installationId = this.id;
    this.wayOut = wayOut;
    this.cache = await openFlowCache({ installationId, wanted: true, log: () => undefined, ...options });
    this.kernel = new Kernel({ installationId, flowCache: this.cache, wayOut });
    return this.cache !== undefined;
  }

  get flowCache(): FlowCache {
    return known(this.cache, 'the bed was started with a flow cache');
  }

  /** Makes exactly these rows true; throws what is wrong with them. */
  async apply(rows: readonly ProgramRow[]): Promise<void> {
    const { rows: sound, violations } = admissible(byKey(rows));
    const { failed } = await this.kernel.apply(sound, HEALTHY);
    const wrong = [...violations, ...failed];
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
    readForms(sound, new DesiredState(this.cache?.isOn, this.wayOut));
  }

  /** Reads everything back: the objects that are not as these rows want them, `NAMESPACE: KEY`. */
  async unlike(rows: readonly ProgramRow[]): Promise<string[]> {
    const desired = new DesiredState(this.cache?.isOn, this.wayOut);
    desired.update(byKey(rows), HEALTHY);
    const found: string[] = [];
    for (const [name, wanted] of desired.namespaces) {
      const object = wanted.get('namespace')?.object;
      const sysctls = object?.kind === 'namespace' ? object.sysctls : {};
      const actual = await readNamespace(namespaceOf(this.id, name), sysctls);
      const { put, removed } = difference(wanted, actual);
      found.push(...[...put.map(({ key }) => key), ...removed].map((key) => `${name}: ${key}`));
    }
    return found;
  }

  /** Reads everything back and mends what differs. */
  async repair(): Promise<void> {
    await this.kernel.repair();
  }

  /** Of a namespace that the rows have made. */
  pathOf(namespace: string): string {
    return namespacePath(namespaceOf(this.id, namespace));
  }

  /** All of nft in a namespace, with the numbers by which the kernel tells old rules from new ones. */
  ruleset(namespace: string): string {
    const enter = [`--net=${namespacePath(namespaceOf(this.id, namespace))}`];
    return execFileSync('nsenter', [...enter, 'nft', '-a', 'list', 'ruleset'], { encoding: 'utf8' });
  }

  /** Runs a script of Node's in an instance or a VPC. */
  start(namespace: string, source: string): Printed {
    const child = this.enter(namespace, ['-e', source]);
    const printed: Printed = { text: '', stop: () => child.kill('SIGKILL') };
    child.stdout.on('data', (chunk) => {
      printed.text += chunk;
    });
    return printed;
  }

  /** Who asks from inside a namespace; the same one for as long as the bed lives. */
  asker(namespace: string): Asker {
    const asker = this.askers.get(namespace) ?? new Asker(this.enter(namespace, [ASKER]));
    this.askers.set(namespace, asker);
    return asker;
  }

  async clear(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await this.kernel.removeAll();
    await this.cache?.close();
  }

  private enter(namespace: string, argv: readonly string[]) {
    const network = `--net=${this.pathOf(namespace)}`;
    const child = spawn('nsenter', [network, process.execPath, ...argv], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.children.add(child);
    return child;
  }
}

/** What a kernel is shown in tests is what trace must know. */
function readForms(rows: ReadonlyMap<string, ProgramRow>, desired: DesiredState): void {
  desired.update(rows, HEALTHY);
  for (const wanted of desired.namespaces.values()) readAll(wanted);
}

export function until(printed: Printed, pattern: RegExp): Promise<void> {
  return eventually(() => pattern.test(printed.text), `${pattern} is printed`);
}

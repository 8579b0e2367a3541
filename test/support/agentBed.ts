/** A real agent process (from the build) with a program of our own, as root or as an ordinary user. */
import { type ChildProcess, execFileSync, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { known } from '../../src/base/assert.ts';
import { namespaceOf, namespacePath } from '../../src/dataplane/namespaces.ts';
import { dial } from '../../src/link/dial.ts';
import { type Lines, overLines } from '../../src/link/lines.ts';
import type { FromAgent, HelloMessage, ToAgent } from '../../src/link/messages.ts';
import type { ProgramRow } from '../../src/program/rows.ts';

const ENTRY = fileURLToPath(new URL('../../dist/dataplane/main.js', import.meta.url));
/** `nobody` on Debian. */
const ORDINARY_ID = 65534;

export type Who = 'root' | 'an ordinary user';

/** Why an agent cannot run here as that user; undefined where it can. */
export function whyNoAgent(who: Who): string | undefined {
  if (!existsSync(ENTRY)) return 'the project is not built (npm run build)';
  if (who === 'root' && process.getuid?.() !== 0) return 'this is not root';
  for (const tool of ['nft', 'ip']) {
    if (spawnSync(tool, ['-V'], { env: environment() }).error) return `${tool} is not installed`;
  }
  // A clone in root's home directory is out of reach for anyone else.
  const reads = spawnSync(process.execPath, ['--check', ENTRY], { ...identity(who), cwd: '/' });
  if (reads.status !== 0) return `${who} cannot read ${ENTRY}`;
  const flags = who === 'root' ? ['--net'] : ['--user', '--map-root-user', '--mount', '--net'];
  const probe = spawnSync('unshare', [...flags, '--', 'nft', 'list', 'ruleset'], {
    ...identity(who),
    env: environment(),
  });
  return probe.status === 0
    ? undefined
    : `namespaces cannot be made as ${who}: ${String(probe.stderr).trim()}`;
}

export class AgentBed {
  readonly dataDir: string;
  readonly installationId = randomBytes(3).toString('hex');
  hello: HelloMessage | undefined;
  readonly health: FromAgent[] = [];
  readonly #who: Who;
  readonly #processes = new Set<ChildProcess>();
  #lines: Lines<ToAgent> | undefined;
  #generation = 0;
  #dialed = false;
  #applied: Extract<FromAgent, { type: 'applied' }> | undefined;

  constructor(who: Who) {
    this.#who = who;
    this.dataDir = mkdtempSync(join(tmpdir(), 'postern-agent-'));
    chmodSync(this.dataDir, 0o755);
    // `postern down` can take it down, should the test not come to its end.
    writeFileSync(join(this.dataDir, 'installation'), this.installationId);
    const { uid, gid } = identity(who);
    if (uid !== undefined && gid !== undefined) chownSync(this.dataDir, uid, gid);
  }

  /** Starts the agent and waits until it says hello. */
  async start(): Promise<void> {
    const options = { dataDir: this.dataDir, installationId: this.installationId, allowUserData: false };
    const entry = join(this.dataDir, 'entry.mjs');
    const run = `import { runAgentProcess } from ${JSON.stringify(ENTRY)};\nawait runAgentProcess(${JSON.stringify(options)});\n`;
    writeFileSync(entry, run);
    const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
    const settings = { ...identity(this.#who), stdio, cwd: '/' };
    this.#keep(spawn(process.execPath, [entry], settings));
    await this.#connect();
  }

  /** Makes these rows the program; gives the rows that failed. */
  async apply(rows: readonly ProgramRow[]): Promise<readonly { key: string; message: string }[]> {
    const generation = ++this.#generation;
    this.#lines?.send({ type: 'rows', generation, full: true, put: rows, delete: [], last: true });
    await eventually(() => this.#applied?.generation === generation, 'the agent applies the program');
    return this.#applied?.failed ?? [];
  }

  /** Ends the agent as a crash would. */
  async kill(): Promise<void> {
    const pid = known(this.hello, 'the agent said hello').agentPid;
    this.#lines?.close();
    this.hello = undefined;
    process.kill(pid, 'SIGKILL');
    await eventually(
      () => !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '),
      'the agent is dead',
    );
  }

  /** Runs a program inside a namespace to its end. */
  run(id: string, ...command: string[]): { status: number | null; output: string } {
    const [file = '', ...args] = [...this.#entry(id), ...command];
    const { status, stdout, stderr } = spawnSync(file, args, {
      ...identity(this.#who),
      encoding: 'utf8',
      env: environment(),
      cwd: '/',
    });
    return { status, output: stdout + stderr };
  }

  /** Starts a Node script inside a namespace; resolves once it has printed a line. */
  async script(id: string, source: string): Promise<InsideScript> {
    const [file = '', ...args] = [...this.#entry(id), process.execPath, '-e', source];
    const child = spawn(file, args, {
      ...identity(this.#who),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment(),
      cwd: '/',
    });
    this.#keep(child);
    const inside = new InsideScript(child);
    await eventually(() => inside.output !== '', 'the script has begun');
    return inside;
  }

  table(id: string): string {
    return this.run(id, 'nft', '-a', 'list', 'table', 'inet', 'postern').output;
  }

  /** Ends everything and removes what there is; gives the namespaces that are left. */
  async clear(): Promise<string[]> {
    if (!this.hello) await this.start();
    const pid = this.hello?.agentPid;
    this.#lines?.send({ type: 'shutdown', removeNetwork: true });
    await eventually(
      () => !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '),
      'the agent has ended',
    );
    for (const child of this.#processes) child.kill('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
    const left = execFileSync('ip', ['netns', 'list'], { encoding: 'utf8', env: environment() });
    return left.split('\n').filter((line) => line.includes(this.installationId));
  }

  async #connect(): Promise<void> {
    const path = join(this.dataDir, 'agent', 'agent.sock');
    await eventually(() => {
      if (!this.#dialed && existsSync(path)) this.#dial(path);
      return this.hello !== undefined;
    }, 'the agent says hello');
  }

  /** One connection at a time: the agent serves the newest only. */
  #dial(path: string): void {
    this.#dialed = true;
    const lines: Lines<ToAgent> = overLines<FromAgent, ToAgent>(dial(path), {
      onMessage: (message) => {
        this.#lines = lines;
        if (message.type === 'hello') this.hello = message;
        if (message.type === 'applied') this.#applied = message;
        if (message.type === 'health') this.health.push(message);
      },
      onEnd: () => {
        this.#dialed = false;
      },
    });
  }

  #entry(id: string): string[] {
    const inside = ['nsenter', `--net=${namespacePath(namespaceOf(this.installationId, id))}`, '--'];
    const holder = this.hello?.holderPid ?? this.#holder;
    if (holder === undefined) return inside;
    this.#holder = holder;
    return ['nsenter', '--user', '--mount', '--preserve-credentials', '-t', String(holder), '--', ...inside];
  }
  #holder: number | undefined;

  #keep(child: ChildProcess): void {
    this.#processes.add(child);
    child.on('exit', () => this.#processes.delete(child));
  }
}

export class InsideScript {
  output = '';
  ended = false;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    child.on('exit', () => {
      this.ended = true;
    });
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

export async function eventually(holds: () => boolean, claim: string, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`did not come true: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function identity(who: Who): { uid?: number; gid?: number } {
  const asRoot = process.getuid?.() === 0;
  return who === 'an ordinary user' && asRoot ? { uid: ORDINARY_ID, gid: ORDINARY_ID } : {};
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
}

/** The kernel's contents, as root or inside a user namespace of the test: what is made, mended and removed. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whyNoNamespaces } from '../../../test/support/namespaceBed.ts';
import {
  ATTACHED_ROWS,
  byKey,
  CHECK,
  CLIENT,
  CONSUMER,
  groupRow,
  HEALTHY,
  instanceRow,
  listenerRow,
  listenerWith,
  nodeRow,
  PROVIDER,
  portRow,
  TARGET,
  UNATTACHED_ROWS,
} from '../../../test/support/twoVpcs.ts';
import { admissible } from '../../program/check.ts';
import { type ProgramRow, rowKey } from '../../program/rows.ts';
import { namespaceOf, namespacePath, namespacePrefix } from '../namespaces.ts';
import { Kernel } from './kernel.ts';
import { listNamespaces } from './netns.ts';

const missing = whyNoNamespaces();
if (missing) console.warn(`skipped: ${missing}`);

describe.skipIf(missing)('Kernel', () => {
  const made: string[] = [];
  let id: string;
  let kernel: Kernel;

  const another = () => {
    const name = `k${randomBytes(3).toString('hex')}`;
    made.push(name);
    return name;
  };
  const inside = (namespace: string, ...command: string[]) => {
    const [file = '', ...args] = [
      'nsenter',
      `--net=${namespacePath(namespaceOf(id, namespace))}`,
      ...command,
    ];
    return execFileSync(file, args, { encoding: 'utf8', stdio: 'pipe' });
  };
  const apply = async (rows: readonly ProgramRow[], health = HEALTHY) => {
    const { rows: sound, violations } = admissible(byKey(rows));
    expect(violations).toEqual([]);
    expect((await kernel.apply(sound, health)).failed).toEqual([]);
  };
  const namespacesOf = (installation: string) => {
    const prefix = namespacePrefix(installation);
    return listNamespaces(prefix).map((name) => name.slice(prefix.length));
  };

  /** Everything that is there, in an order of its own: elements and rules keep theirs. */
  const contents = (installation: string) =>
    Object.fromEntries(
      namespacesOf(installation).map((namespace) => {
        const enter = ['nsenter', `--net=${namespacePath(namespaceOf(installation, namespace))}`];
        const run = (...command: string[]) =>
          execFileSync('nsenter', [...enter.slice(1), ...command], { encoding: 'utf8', stdio: 'pipe' });
        const table = namespace.startsWith('vpc-') ? normalTable(run('nft', 'list', 'ruleset')) : '';
        const routes = run('ip', 'route').split('\n').sort();
        const addresses = run('ip', '-brief', 'address')
          .replace(/@\S+/g, '')
          .split('\n')
          .map((line) => line.split(/\s+/).sort().join(' '))
          .sort();
        const neighbours = run('ip', 'neigh', 'show', 'nud', 'permanent').split('\n').sort();
        return [namespace, { table, routes, addresses, neighbours }];
      }),
    );

  beforeEach(() => {
    id = another();
    kernel = new Kernel({ installationId: id });
  });
  afterEach(async () => {
    for (const installation of made.splice(0)) {
      await new Kernel({ installationId: installation }).removeAll();
      expect(listNamespaces(namespacePrefix(installation))).toEqual([]);
    }
  });

  it('makes a namespace for the fabric, each VPC and each instance, and takes them away again', async () => {
    await apply(ATTACHED_ROWS);
    expect(namespacesOf(id)).toEqual(['fabric', CLIENT, TARGET, CONSUMER, PROVIDER].sort());
    await apply([]);
    expect(namespacesOf(id)).toEqual([]);
  });

  it('comes by steps to what it comes to at once', async () => {
    const [group, port] = ['sg-0cccccccccccccc3', 'eni-0cccccccccccccc3'];
    const extra = [
      groupRow(CONSUMER, group, { groupId: group }),
      instanceRow('i-0c3', CONSUMER),
      portRow(port, CONSUMER, 'i-0c3', '10.0.0.77', group),
    ];
    const filtered = { ...nodeRow, groupIds: ['sg-0aaaaaaaaaaaaaaa1'] };
    const withGroups = ATTACHED_ROWS.map((row) => (row === nodeRow ? filtered : row));
    const moved = withGroups.map((row) =>
      row === listenerRow ? listenerWith({ preserveClientIp: true }) : row,
    );
    const sequence = [UNATTACHED_ROWS, ATTACHED_ROWS, [...withGroups, ...extra], moved, [...moved, ...extra]];
    for (const rows of sequence) await apply(rows);
    await apply(moved, new Map([[CHECK, 'unhealthy']]));
    await apply(moved);

    const stepwise = contents(id);
    id = another();
    kernel = new Kernel({ installationId: id });
    await apply(moved);
    expect(stepwise).toEqual(contents(id));
  });

  it('changes nothing when it starts anew over what is right', async () => {
    await apply(ATTACHED_ROWS);
    const handles =
      inside(CONSUMER, 'nft', '-a', 'list', 'ruleset') + inside(PROVIDER, 'nft', '-a', 'list', 'ruleset');
    const links = inside('fabric', 'ip', 'link') + inside(CONSUMER, 'ip', 'link');
    kernel = new Kernel({ installationId: id });
    await apply(ATTACHED_ROWS);
    expect(
      inside(CONSUMER, 'nft', '-a', 'list', 'ruleset') + inside(PROVIDER, 'nft', '-a', 'list', 'ruleset'),
    ).toBe(handles);
    expect(inside('fabric', 'ip', 'link') + inside(CONSUMER, 'ip', 'link')).toBe(links);
  });

  it.each<[string, (inside: (namespace: string, ...command: string[]) => string) => unknown]>([
    ['a deleted table', (run) => run(CONSUMER, 'nft', 'delete', 'table', 'inet', 'postern')],
    ['a flushed chain', (run) => run(PROVIDER, 'nft', 'flush', 'chain', 'inet', 'postern', 'forward')],
    [
      'a rule put in between',
      (run) => run(CONSUMER, 'nft', 'insert', 'rule', 'inet', 'postern', 'guard', 'accept'),
    ],
    [
      'a chain with another policy',
      (run) => run(CONSUMER, 'nft', 'add', 'chain', 'inet', 'postern', 'guard', '{ policy accept; }'),
    ],
    ['a lost element', (run) => run(PROVIDER, 'nft', 'flush', 'set', 'inet', 'postern', 'admitted')],
    [
      'an element too many',
      (run) => run(CONSUMER, 'nft', 'add', 'element', 'inet', 'postern', 'live', '{ 240.9.9.9 }'),
    ],
    ['a lost route', (run) => run('fabric', 'ip', 'route', 'flush', 'proto', 'static')],
    ['a lost neighbour', (run) => run(PROVIDER, 'ip', 'neigh', 'flush', 'all', 'nud', 'permanent')],
    ['a link that is down', (run) => run('fabric', 'ip', 'link', 'set', 'v0aaaaaaaaaaaaa', 'down')],
    ['a lost link', (run) => run(CLIENT, 'ip', 'link', 'delete', 'eth0')],
    [
      'a link of another name',
      (run) => {
        run(CLIENT, 'ip', 'link', 'set', 'eth0', 'down');
        run(CLIENT, 'ip', 'link', 'set', 'eth0', 'name', 'mine');
      },
    ],
    ['a lost address', (run) => run(PROVIDER, 'ip', 'address', 'flush', 'dev', 'lo', 'scope', 'global')],
    [
      'a lost namespace of an instance',
      () => execFileSync('ip', ['netns', 'delete', namespaceOf(id, CLIENT)]),
    ],
    [
      'a lost namespace of a router',
      () => execFileSync('ip', ['netns', 'delete', namespaceOf(id, CONSUMER)]),
    ],
    ['a lost fabric', () => execFileSync('ip', ['netns', 'delete', namespaceOf(id, 'fabric')])],
  ])('mends %s', async (_, damage) => {
    await apply(ATTACHED_ROWS);
    const before = contents(id);
    damage(inside);
    expect(contents(id)).not.toEqual(before);
    expect((await kernel.repair()).failed).toEqual([]);
    expect(contents(id)).toEqual(before);
  });

  it('reports the rows that the kernel refuses, and makes them later', async () => {
    await apply(ATTACHED_ROWS);
    const port = portRow('eni-0cccccccccccccc3', CONSUMER, 'i-0c3', '10.0.0.77', 'sg-0c3');
    const extra = [...ATTACHED_ROWS, instanceRow('i-0c3', CONSUMER), port];
    // What check() would never let through: the group is missing.
    const { failed } = await kernel.apply(byKey(extra), HEALTHY);
    expect(failed.map(({ key }) => key)).toContain(rowKey(port));
    await apply([...extra, groupRow(CONSUMER, 'sg-0c3', { cidr: '10.0.0.0/8' })]);
    expect(inside('i-0c3', 'ip', '-brief', 'address')).toContain('10.0.0.77/24');
    expect(inside(CONSUMER, 'nft', 'list', 'chain', 'inet', 'postern', `ingress-${port.id}`)).toContain(
      'sg-0c3',
    );
  });

  it('ends the processes inside what it removes', async () => {
    await apply(ATTACHED_ROWS);
    const { spawn } = await import('node:child_process');
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
    const child = spawn('nsenter', [
      `--net=${namespacePath(namespaceOf(id, CLIENT))}`,
      process.execPath,
      '-e',
      stubborn,
    ]);
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await kernel.removeAll();
    expect(await ended).toBe('SIGKILL');
  });
});

/** Sets list their elements in the order of a hash, maps likewise; objects in the order they were made. */
function normalTable(text: string): string[] {
  return text
    .split(/\n\t}\n/)
    .map((object) => {
      const [head = '', ...lines] = object.trim().split('\n');
      return head.startsWith('chain')
        ? object.trim()
        : [
            head,
            ...lines
              .join(' ')
              .split(/[,{}]/)
              .map((part) => part.trim())
              .sort(),
          ].join('\n');
    })
    .map((object) => object.replace(/^table inet postern {\s*/, ''))
    .sort();
}

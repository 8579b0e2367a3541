/**
 * Interfaces of the host that are links of a router for a while. One message to the kernel moves one, renames it and
 * notes its name in its alias, before what the alias said: so nobody else has to remember, and whoever removes the
 * router gives it back. (With its namespace an interface that is no hardware would be gone.) Addresses do not move
 * along: the kernel takes them off.
 */
import { atOnce } from '../../program/write/ip.ts';
import { attempt, run } from './exec.ts';

const MARK = 'postern:';

export interface Borrowed {
  /** Its name in the router. */
  readonly name: string;
  readonly hostInterface: string;
  /** What its alias said on the host. */
  readonly alias: string;
}

interface IpLink {
  readonly ifname: string;
  readonly ifalias?: string;
}

/** What a namespace has borrowed, as the aliases of its links say; nothing where it is not there. */
export async function readBorrowed(namespace: string): Promise<Borrowed[]> {
  const { status, stdout } = await attempt(['ip', '-n', namespace, '-json', 'link', 'show']);
  const links: IpLink[] = status === 0 && stdout.trim() ? JSON.parse(stdout) : [];
  return links.filter(({ ifalias }) => ifalias?.startsWith(MARK)).map(fromAlias);
}

function fromAlias({ ifname, ifalias = '' }: IpLink): Borrowed {
  const [hostInterface = '', ...words] = ifalias.slice(MARK.length).split(' ');
  return { name: ifname, hostInterface, alias: words.join(' ') };
}

/** @param namespace full name of the router's */
export async function borrow(namespace: string, name: string, hostInterface: string): Promise<void> {
  const [found] = JSON.parse(await run(['ip', '-json', 'link', 'show', 'dev', hostInterface])) as IpLink[];
  const alias = `${MARK}${hostInterface} ${found?.ifalias ?? ''}`.trim();
  const move = ['ip', 'link', 'set', 'dev', hostInterface, 'netns', namespace];
  await run([...move, 'name', name, 'alias', alias, 'up']);
  await run(['ip', '-n', namespace, '-batch', '-'], `${atOnce(name)}\n`);
}

/**
 * Gives back to the namespace that this process is in. Rejects where one cannot be moved: its router must stay then.
 * @param which of the router's links
 */
export async function giveBack(namespace: string, which: (name: string) => boolean): Promise<void> {
  const borrowed = await readBorrowed(namespace);
  for (const each of borrowed.filter(({ name }) => which(name))) await giveOneBack(namespace, each);
}

/** Under the router's name for it where another interface has its own by now. */
async function giveOneBack(namespace: string, { name, hostInterface, alias }: Borrowed): Promise<void> {
  const back = ['ip', '-n', namespace, 'link', 'set', 'dev', name, 'netns', String(process.pid)];
  const { status } = await attempt([...back, 'name', hostInterface, 'alias', alias, 'up']);
  if (status !== 0) await run([...back, 'alias', alias, 'up']);
}

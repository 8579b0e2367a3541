/**
 * The wire without Postern: client, three routers, target, joined by veth pairs and plain routes, the same
 * number of hops as an endpoint's path. A proxy rival stands in the middle router.
 */
import { namespacePath } from '../src/dataplane/namespaces.ts';
import { run } from './commands.ts';

const PLACES = ['client', 'near', 'middle', 'far', 'target'] as const;
type Place = (typeof PLACES)[number];

export class PlainPath {
  private constructor(private readonly prefix: string) {}

  static async build(prefix: string): Promise<PlainPath> {
    const path = new PlainPath(prefix);
    for (const place of PLACES) await run('ip', ['netns', 'add', path.nameOf(place)]);
    for (const place of PLACES) await path.ip(place, 'link', 'set', 'lo', 'up');
    for (const [index, place] of PLACES.slice(0, -1).entries()) {
      await path.join(place, PLACES[index + 1] as Place, index);
    }
    for (const place of ['near', 'middle', 'far'] as const) {
      await run('ip', ['netns', 'exec', path.nameOf(place), 'sysctl', '-qw', 'net.ipv4.ip_forward=1']);
    }
    await path.route();
    return path;
  }

  /** Address of the middle router, where a proxy listens. */
  readonly middleAddress = '10.9.1.2';
  readonly targetAddress = '10.9.3.2';

  at(place: Place): string {
    return namespacePath(this.nameOf(place));
  }

  async remove(): Promise<void> {
    for (const place of PLACES) await run('ip', ['netns', 'del', this.nameOf(place)]).catch(() => undefined);
  }

  /** Link number n has 10.9.n.1 on its near side and 10.9.n.2 on its far side. */
  private async join(near: Place, far: Place, link: number): Promise<void> {
    await this.ip(
      near,
      'link',
      'add',
      `to${link}`,
      'type',
      'veth',
      'peer',
      'name',
      `from${link}`,
      'netns',
      this.nameOf(far),
    );
    await this.ip(near, 'addr', 'add', `10.9.${link}.1/24`, 'dev', `to${link}`);
    await this.ip(far, 'addr', 'add', `10.9.${link}.2/24`, 'dev', `from${link}`);
    await this.ip(near, 'link', 'set', `to${link}`, 'up');
    await this.ip(far, 'link', 'set', `from${link}`, 'up');
  }

  private async route(): Promise<void> {
    await this.ip('client', 'route', 'add', 'default', 'via', '10.9.0.2');
    await this.ip('near', 'route', 'add', '10.9.3.0/24', 'via', '10.9.1.2');
    await this.ip('near', 'route', 'add', '10.9.2.0/24', 'via', '10.9.1.2');
    await this.ip('middle', 'route', 'add', '10.9.3.0/24', 'via', '10.9.2.2');
    await this.ip('middle', 'route', 'add', '10.9.0.0/24', 'via', '10.9.1.1');
    await this.ip('far', 'route', 'add', '10.9.0.0/23', 'via', '10.9.2.1');
    await this.ip('target', 'route', 'add', 'default', 'via', '10.9.3.1');
  }

  private nameOf(place: Place): string {
    return `${this.prefix}-${place}`;
  }

  private async ip(place: Place, ...args: string[]): Promise<void> {
    await run('ip', ['-n', this.nameOf(place), ...args]);
  }
}

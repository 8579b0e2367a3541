/**
 * The wire without Postern: client, three routers, target, joined by veth pairs and plain routes, the same
 * number of hops as an endpoint's path. A proxy rival stands in the middle router.
 */
import { inside, run, runToTheEnd } from './commands.ts';

const PLACES = ['client', 'near', 'middle', 'far', 'target'] as const;
type Place = (typeof PLACES)[number];

/** What an endpoint's path carries: the same segments on either path. */
const MTU = '8500';
/** /proc/sys shows the network of whoever looks. */
const FORWARD = "fs.writeFileSync('/proc/sys/net/ipv4/ip_forward', '1')";

export class PlainPath {
  /** Addresses of the middle router, where proxies listen. */
  readonly middleAddresses = ['10.9.1.2', '10.9.1.3'] as const;
  readonly targetAddress = '10.9.3.2';

  constructor(private readonly prefix: string) {}

  async build(): Promise<void> {
    for (const place of PLACES) await run(['ip', 'netns', 'add', this.nameOf(place)]);
    for (const place of PLACES) await this.ip(place, 'link set lo up');
    for (const [index, place] of PLACES.slice(0, -1).entries()) {
      await this.join(place, PLACES[index + 1] as Place, index);
    }
    await this.ip('middle', `addr add ${this.middleAddresses[1]}/24 dev from1`);
    for (const place of ['near', 'middle', 'far'] as const) {
      await run(inside(this.at(place), [process.execPath, '-e', FORWARD]));
    }
    await this.route();
  }

  at(place: Place): string {
    return `/run/netns/${this.nameOf(place)}`;
  }

  /** Removes what there is, also of a path half built. */
  async remove(): Promise<void> {
    const listed = await runToTheEnd(['ip', 'netns', 'list']);
    const there = new Set(listed.split('\n').map((line) => line.split(' ')[0]));
    for (const place of PLACES) {
      if (there.has(this.nameOf(place))) await runToTheEnd(['ip', 'netns', 'del', this.nameOf(place)]);
    }
  }

  /** Link number n has 10.9.n.1 on its near side and 10.9.n.2 on its far side. */
  private async join(near: Place, far: Place, link: number): Promise<void> {
    const [nearLink, farLink] = [`to${link}`, `from${link}`];
    await this.ip(near, `link add ${nearLink} type veth peer name ${farLink} netns ${this.nameOf(far)}`);
    await this.ip(near, `addr add 10.9.${link}.1/24 dev ${nearLink}`);
    await this.ip(far, `addr add 10.9.${link}.2/24 dev ${farLink}`);
    await this.ip(near, `link set ${nearLink} mtu ${MTU} up`);
    await this.ip(far, `link set ${farLink} mtu ${MTU} up`);
  }

  private async route(): Promise<void> {
    await this.ip('client', 'route add default via 10.9.0.2');
    await this.ip('near', 'route add 10.9.2.0/23 via 10.9.1.2');
    await this.ip('middle', 'route add 10.9.3.0/24 via 10.9.2.2');
    await this.ip('middle', 'route add 10.9.0.0/24 via 10.9.1.1');
    await this.ip('far', 'route add 10.9.0.0/23 via 10.9.2.1');
    await this.ip('target', 'route add default via 10.9.3.1');
  }

  private nameOf(place: Place): string {
    return `${this.prefix}-${place}`;
  }

  /** Words without spaces of their own. */
  private async ip(place: Place, words: string): Promise<void> {
    await run(['ip', '-n', this.nameOf(place), ...words.split(' ')]);
  }
}

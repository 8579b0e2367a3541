/** A socket in every namespace that sees each packet on each of its devices. */
import { statSync } from 'node:fs';
import { close, deviceName, insideOf, packetSocket, receive } from './kernelCalls.ts';
import { deviceIndex, isOutgoing, readPacket, type Sighting } from './sighting.ts';

interface Watcher {
  readonly path: string;
  readonly inode: number;
  readonly fd: number;
  readonly devices: Map<number, string | undefined>;
}

export class Watchers {
  readonly #watchers = new Map<string, Watcher>();
  readonly #pathOf: (namespace: string) => string;

  /** @param pathOf the path of a namespace that is known by its short name */
  constructor(pathOf: (namespace: string) => string) {
    this.#pathOf = pathOf;
  }

  /** Other namespaces than these are watched no more: a socket would keep them alive. */
  keepOnly(namespaces: ReadonlySet<string>): void {
    for (const name of [...this.#watchers.keys()]) if (!namespaces.has(name)) this.#forget(name);
  }

  /** Exactly these namespaces are watched; links may have come and gone in any of them. */
  follow(namespaces: ReadonlySet<string>): void {
    this.keepOnly(namespaces);
    for (const name of namespaces) {
      const path = this.#pathOf(name);
      const inode = statSync(path).ino;
      if (this.#watchers.get(name)?.inode !== inode) this.#forget(name);
      const known = this.#watchers.get(name);
      if (known) known.devices.clear();
      else this.#watchers.set(name, { path, inode, fd: insideOf(path, packetSocket), devices: new Map() });
    }
  }

  #forget(name: string): void {
    const watcher = this.#watchers.get(name);
    if (watcher) close(watcher.fd);
    this.#watchers.delete(name);
  }

  /** Everything seen since the last time, by mark. */
  sightings(): Map<string, Sighting[]> {
    const byMark = new Map<string, Sighting[]>();
    for (const [namespace, watcher] of this.#watchers) {
      for (const sighting of this.#seenBy(namespace, watcher)) {
        byMark.set(sighting.mark, [...(byMark.get(sighting.mark) ?? []), sighting]);
      }
    }
    return byMark;
  }

  close(): void {
    this.follow(new Set());
  }

  *#seenBy(namespace: string, { path, fd, devices }: Watcher): Iterable<Sighting> {
    for (let got = receive(fd); got !== undefined; got = receive(fd)) {
      if (typeof got === 'string') continue;
      const packet = readPacket(got.from, got.bytes);
      if (!packet) continue;
      const index = deviceIndex(got.from);
      if (!devices.has(index))
        devices.set(
          index,
          insideOf(path, () => deviceName(index)),
        );
      const device = devices.get(index) ?? `device ${index}`;
      yield { ...packet, namespace, device, direction: isOutgoing(got.from) ? 'out' : 'in' };
    }
  }
}

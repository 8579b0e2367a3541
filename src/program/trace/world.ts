/** All namespaces, each read when a packet first comes there, and how their links join them. */
import type { WantedNamespace } from '../desired.ts';
import type { LinkEnd } from '../render/objects.ts';
import { NamespaceObjects } from './namespaceObjects.ts';

/** `DesiredState.namespaces` is one; one that renders a namespace when it is asked for it is another. */
export interface Namespaces {
  get(name: string): WantedNamespace | undefined;
}

export class World {
  readonly #namespaces: Namespaces;
  readonly #objects = new Map<string, NamespaceObjects>();

  constructor(namespaces: Namespaces) {
    this.#namespaces = namespaces;
  }

  /** Undefined: there is no such namespace. */
  objectsOf(namespace: string): NamespaceObjects | undefined {
    const known = this.#objects.get(namespace);
    if (known) return known;
    const wanted = this.#namespaces.get(namespace);
    if (!wanted) return undefined;
    const objects = new NamespaceObjects(wanted);
    this.#objects.set(namespace, objects);
    return objects;
  }

  /** Where a link ends that begins at this device; undefined: beyond what the program describes. */
  farEnd(
    objects: NamespaceObjects,
    device: string,
  ): (LinkEnd & { readonly objects: NamespaceObjects }) | undefined {
    const link = objects.link(device);
    const end = link?.peer ?? link?.maker;
    const far = end && this.objectsOf(end.namespace);
    return far && { namespace: end.namespace, name: end.name, objects: far };
  }
}

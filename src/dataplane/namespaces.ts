/** Names of the namespaces and interfaces that one installation owns. */
import { nameOfOperator } from '../program/namespaceKinds.ts';

export { FABRIC_LINK, fabricPortName, instanceLink, portName } from '../program/interfaceNames.ts';

/** Namespaces of one installation begin with this; `down` removes them by it. */
export function namespacePrefix(installationId: string): string {
  return `postern-${installationId}-`;
}

export function fabricNamespace(installationId: string): string {
  return `${namespacePrefix(installationId)}fabric`;
}

/** Full name of a namespace by its short one: `fabric`, a VPC's router (`vpc-…`), an instance (`i-…`). */
export function namespaceOf(installationId: string, name: string): string {
  return nameOfOperator(name) ?? `${namespacePrefix(installationId)}${name}`;
}

/** Where `ip netns` keeps a namespace. */
export function namespacePath(name: string): string {
  return `/run/netns/${name}`;
}

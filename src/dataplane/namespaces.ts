/** Names of the namespaces and interfaces that one installation owns. */
export { FABRIC_LINK, fabricPortName, instanceLink, portName } from '../program/interfaceNames.ts';

/** Namespaces of one installation begin with this; `down` removes them by it. */
export function namespacePrefix(installationId: string): string {
  return `postern-${installationId}-`;
}

export function fabricNamespace(installationId: string): string {
  return `${namespacePrefix(installationId)}fabric`;
}

/** A VPC's router (`vpc-…`) or an instance (`i-…`). */
export function namespaceOf(installationId: string, resourceId: string): string {
  return `${namespacePrefix(installationId)}${resourceId}`;
}

/** Where `ip netns` keeps a namespace. */
export function namespacePath(name: string): string {
  return `/run/netns/${name}`;
}

/** Names of the namespaces and interfaces that one installation owns. */

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

/** Interface names have 15 characters at most: one letter and 14 digits of the id that they stand for. */
export function portName(networkInterfaceId: string): string {
  return `e${networkInterfaceId.replace(/^eni-/, '').slice(0, 14)}`;
}

/** A VPC's link, as the fabric namespace sees it. */
export function fabricPortName(vpcId: string): string {
  return `v${vpcId.replace(/^vpc-/, '').slice(0, 14)}`;
}

/** The fabric link, as a VPC's router sees it. */
export const FABRIC_LINK = 'fab0';
/** The only interface of an instance. */
export const INSTANCE_LINK = 'eth0';

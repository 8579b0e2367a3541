/** What a namespace is, told from its short name. */
import { FABRIC } from './interfaceNames.ts';

export type NamespaceKind =
  | 'fabric'
  /** Where public addresses lead. */
  | 'internet'
  /** A transit gateway. */
  | 'transit'
  /** A VPC. */
  | 'router'
  | 'natGateway'
  | 'instance'
  /** Not ours but the operator's, who joins it to a VPC. */
  | 'operator';

/** The namespace of public addresses. */
export const INTERNET = 'internet';
/** Short names of the operator's namespaces: this and their own name. */
const OPERATOR_PREFIX = 'netns:';

const PREFIXES: readonly (readonly [string, NamespaceKind])[] = [
  ['tgw-', 'transit'],
  ['vpc-', 'router'],
  ['nat-', 'natGateway'],
  ['i-', 'instance'],
  [OPERATOR_PREFIX, 'operator'],
];

/** Undefined for a name that means nothing here: another version may have left it behind. */
export function namespaceKind(name: string): NamespaceKind | undefined {
  if (name === FABRIC) return 'fabric';
  if (name === INTERNET) return 'internet';
  return PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1];
}

/** Makers of links before the owners of their far ends: a link is there before it is configured. */
export const LINK_ORDER: readonly (readonly (NamespaceKind | undefined)[])[] = [
  ['fabric', 'internet', 'transit'],
  ['router'],
  ['natGateway', 'instance', 'operator'],
];

/** What is there beyond what was asked for is its user's. */
export function belongsToUser(name: string): boolean {
  const kind = namespaceKind(name);
  return kind === 'instance' || kind === 'operator';
}

/** Whether its links may carry the flow cache's programs. */
export function carriesFlows(name: string): boolean {
  const kind = namespaceKind(name);
  return kind === 'fabric' || kind === 'router';
}

/** Short name of a namespace of the operator's. */
export function operatorNamespace(name: string): string {
  return `${OPERATOR_PREFIX}${name}`;
}

/** The name that the operator gave it; undefined for a namespace of ours. */
export function nameOfOperator(namespace: string): string | undefined {
  return namespace.startsWith(OPERATOR_PREFIX) ? namespace.slice(OPERATOR_PREFIX.length) : undefined;
}

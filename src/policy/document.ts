/** What a policy says, free of JSON's variants: single values are lists of one. */

import type { Position } from './json.ts';

export interface Policy {
  /** Policy variables work in the newer one only. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Where it begins in the text. */
  readonly at: Position;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in identity policies. */
  readonly principal?: PrincipalSelection;
  readonly action: Selection;
  /** Absent in trust policies. */
  readonly resource?: Selection;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** `Action` or, with `not`, `NotAction`; likewise resources. */
export interface Selection {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface PrincipalSelection {
  readonly not: boolean;
  /** `"*"` stands as `{ type: 'AWS', value: '*' }`. */
  readonly names: readonly PrincipalName[];
}

export interface PrincipalName {
  readonly type: PrincipalType;
  readonly value: string;
}

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

export interface Condition {
  /** With its prefix and suffix, such as `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Where a policy stands decides which elements it must and must not have. Managed ones are an identity's too. */
export type PolicyPlace = 'identity' | 'managed' | 'trust' | 'resource';

/** What is asked of policies: who does what to which resource, in which circumstances. */

export interface PolicyRequest {
  readonly principal: Principal;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` where the action has no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Lower-case condition keys to values. A key without values is as good as absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

export type Principal =
  | {
      readonly type: 'AWS';
      readonly accountId: string;
      /** The caller's own ARN first; then what else it is: a session is its role too. */
      readonly arns: readonly string[];
    }
  | { readonly type: 'Service'; readonly name: string }
  | { readonly type: 'Federated'; readonly provider: string }
  | { readonly type: 'Anonymous' };

const ROOT = /^arn:aws[\w-]*:iam::\d{12}:root$/;

export function isRoot(principal: Principal): boolean {
  return principal.type === 'AWS' && ROOT.test(principal.arns[0] ?? '');
}

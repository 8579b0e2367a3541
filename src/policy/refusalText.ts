/** What AWS tells a caller whom policies refuse. */
import type { Authorization, Layer } from './authorize.ts';
import type { PolicyRequest } from './request.ts';

const POLICIES: Readonly<Record<Layer, readonly [string, string]>> = {
  endpoint: ['VPC endpoint policy', 'a VPC endpoint policy'],
  resource: ['resource-based policy', 'a resource-based policy'],
  identity: ['identity-based policy', 'an identity-based policy'],
  boundary: ['permissions boundary', 'a permissions boundary'],
  session: ['session policy', 'a session policy'],
};

/** @param caller its ARN; nothing is told of resources that are `*` */
export function refusalText(
  caller: string,
  { action, resource }: PolicyRequest,
  { effect, layer }: Authorization,
): string {
  const [name, withArticle] = POLICIES[layer];
  const object = resource === '*' ? '' : ` on resource: ${resource}`;
  const reason =
    effect === 'explicitDeny'
      ? `with an explicit deny in ${withArticle}`
      : `because no ${name} allows the ${action} action`;
  return `User: ${caller} is not authorized to perform: ${action}${object} ${reason}`;
}

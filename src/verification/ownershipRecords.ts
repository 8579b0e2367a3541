/** Where the record that proves the ownership of a private DNS name may be. */

/** No registrable domain has more labels (`example.city.prefecture.jp`). */
const MOST_LABELS_OF_AN_ANCESTOR = 4;

/**
 * Names at which a TXT record with the token counts, nearest first: below the domain under the token's name, or
 * at the domain itself where underscores are impossible; for a subdomain, at its registrable domain too.
 *
 * Which ancestor that is only a list of public suffixes could tell. None is needed: whoever publishes a secret
 * token at any ancestor controls everything below it.
 *
 * @param privateDnsName `api.example.com` or `*.example.com`
 * @param tokenName `_` and twenty characters
 */
export function ownershipRecords(privateDnsName: string, tokenName: string): string[] {
  const domain = privateDnsName.replace(/^\*\./, '');
  const domains = [domain, ...ancestorsOf(domain)];
  return domains.flatMap((each) => [`${tokenName}.${each}`, each]);
}

function ancestorsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels
    .slice(1)
    .map((_, at) => labels.slice(at + 1))
    .filter(({ length }) => length >= 2 && length <= MOST_LABELS_OF_AN_ANCESTOR)
    .map((ancestor) => ancestor.join('.'));
}

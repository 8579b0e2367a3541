/** HTTP codes that pass a health check: `200`, `200,202`, `200-399`, or a mixture. */

export function matchesCode(matcher: string, code: number): boolean {
  return matcher.split(',').some((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return first !== undefined && last !== undefined && code >= first && code <= last;
  });
}

/** The first of some moments, where there is one. */
export function earliest(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments
    .filter((moment) => moment !== undefined)
    .reduce<Date | undefined>((first, moment) => (first && first <= moment ? first : moment), undefined);
}

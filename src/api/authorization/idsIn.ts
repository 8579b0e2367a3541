/** The ids of resources that a request names, wherever they stand in it. */

const ID = /^[a-z][a-z-]*-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
/** Members whose texts are the caller's own words. */
const WORDS = new Set(['Tags', 'TagSpecifications', 'Filters', 'ClientToken', 'Description']);

export function idsIn(input: object): string[] {
  return [...new Set(textsIn(input))].filter((text) => ID.test(text));
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) if (!WORDS.has(name)) yield* textsIn(member);
  }
}

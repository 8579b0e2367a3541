/** A form's dotted names as a tree: `Filter.1.Name=x` hangs under `Filter`, then `1`, then `Name`. */

export interface FormNode {
  /** The name down to here, such as `Filter.1`. */
  readonly path: string;
  value: string | undefined;
  children: Map<string, FormNode> | undefined;
}

/** Deeper than any shape of any service that speaks a query protocol (EC2's deepest has 13 parts). */
export const DEEPEST_NAME = 32;

/**
 * @param skip names that are not the operation's own (`Action`, `Version`, …)
 * @param tooDeep called with a name of more than DEEPEST_NAME parts; must throw
 */
export function treeOf(
  form: ReadonlyMap<string, string>,
  skip: (name: string) => boolean,
  tooDeep: (name: string) => never,
): FormNode {
  const root: FormNode = { path: '', value: undefined, children: undefined };
  for (const [name, value] of form) {
    if (skip(name)) continue;
    const parts = name.split('.', DEEPEST_NAME + 1);
    if (parts.length > DEEPEST_NAME) tooDeep(name);
    descend(root, name, parts).value = value;
  }
  return root;
}

/** A parameter as the caller wrote it that lies at or under the node. */
export function anyName(node: FormNode): string {
  let at = node;
  while (at.value === undefined && at.children) at = at.children.values().next().value ?? at;
  return at.path;
}

function descend(root: FormNode, name: string, parts: readonly string[]): FormNode {
  let at = root;
  let end = -1;
  for (const part of parts) {
    end += 1 + part.length;
    at = childOf(at, part, name, end);
  }
  return at;
}

function childOf(parent: FormNode, part: string, name: string, end: number): FormNode {
  parent.children ??= new Map();
  let child = parent.children.get(part);
  if (!child) {
    child = { path: name.slice(0, end), value: undefined, children: undefined };
    parent.children.set(part, child);
  }
  return child;
}

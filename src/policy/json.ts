/** JSON with the position of every value; duplicate keys are errors, as in AWS's policies. */

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type JsonNode = { readonly at: Position } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly value: number | boolean | null }
);

export class JsonSyntaxError extends Error {
  override name = 'JsonSyntaxError';

  constructor(
    message: string,
    readonly at: Position,
  ) {
    super(message);
  }
}

/** Deeper nesting is refused: no policy needs it, and reading is recursive. */
const DEEPEST = 32;

/** @throws JsonSyntaxError */
export function readJson(text: string): JsonNode {
  const reader = new Reader(text);
  const node = reader.value(0);
  reader.end();
  return node;
}

class Reader {
  private next = 0;

  constructor(private readonly text: string) {}

  value(depth: number): JsonNode {
    this.skipBlanks();
    if (depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST}`);
    const at = positionIn(this.text, this.next);
    if (this.take('{')) return { at, kind: 'object', members: this.members(depth) };
    if (this.take('[')) return { at, kind: 'array', items: this.items(depth) };
    if (this.text[this.next] === '"') return { at, kind: 'string', value: this.string() };
    return { at, ...this.literal() };
  }

  end(): void {
    this.skipBlanks();
    if (this.next < this.text.length) throw this.fault();
  }

  private members(depth: number): Map<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.skipBlanks();
    if (this.take('}')) return members;
    do {
      this.skipBlanks();
      const start = this.next;
      const name = this.string();
      if (members.has(name)) throw this.fault(`duplicate key "${name}"`, start);
      this.expect(':');
      members.set(name, this.value(depth + 1));
    } while (this.another());
    this.expect('}');
    return members;
  }

  private items(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.skipBlanks();
    if (this.take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.another());
    this.expect(']');
    return items;
  }

  private another(): boolean {
    this.skipBlanks();
    return this.take(',');
  }

  private string(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none of them inside a string.
    const text = this.match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    return JSON.parse(text) as string;
  }

  private literal() {
    const text = this.match(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    const value = JSON.parse(text) as number | boolean | null;
    return { kind: value === null ? 'null' : (typeof value as 'number' | 'boolean'), value } as const;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.next;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw this.fault();
    this.next += found.length;
    return found;
  }

  private skipBlanks(): void {
    this.match(/[ \t\r\n]*/y);
  }

  private take(character: string): boolean {
    if (this.text[this.next] !== character) return false;
    this.next += 1;
    return true;
  }

  private expect(character: string): void {
    this.skipBlanks();
    if (!this.take(character)) throw this.fault();
  }

  private fault(what?: string, at = this.next): JsonSyntaxError {
    const character = this.text[at];
    const unexpected = character === undefined ? 'unexpected end' : `unexpected '${character}'`;
    return new JsonSyntaxError(what ?? unexpected, positionIn(this.text, at));
  }
}

function positionIn(text: string, index: number): Position {
  const before = text.slice(0, index);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: index - lastBreak };
}

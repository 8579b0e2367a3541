/**
 * The form of a row: everything about it but its texts, as a text itself.
 *
 *   {id:=spec:{vpcId:"subnetIds:["]enabled:+}}
 *
 * `"` is a text, `#` a number, `+` and `-` are true and false, `=` is the row's id. A member whose name is no word (an
 * id, the key of a tag) stands without its name, which is a text too.
 */

/** Takes the texts of a row as they come. */
export interface TextSink {
  /** @param name of the member that it is, or is an element of; undefined for a text that is a name itself */
  text(text: string, name: string | undefined): boolean;
}

/** Gives them back in the same order. */
export interface TextSource {
  readonly id: string;
  next(): string;
}

/** A part of a form, read once. */
export interface Part {
  /** Gives the texts of a value that has this form; false for one that has not. */
  take(value: unknown, name: string, sink: TextSink): boolean;
  /** Makes the value again. */
  make(source: TextSource): unknown;
}

interface Member {
  /** Empty where the name is a text. */
  readonly name: string;
  readonly part: Part;
}

/** Null for a value that no form describes. */
export function formOf(value: unknown, isRow = false): string | null {
  if (typeof value === 'string') return '"';
  if (typeof value === 'number') return '#';
  if (typeof value === 'boolean') return value ? '+' : '-';
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? formOfList(value) : formOfObject(value, isRow);
}

function formOfList(elements: readonly unknown[]): string | null {
  const parts = elements.map((element) => formOf(element));
  return parts.includes(null) ? null : `[${parts.join('')}]`;
}

function formOfObject(object: object, isRow: boolean): string | null {
  let form = '';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const part = isRow && name === 'id' ? '=' : formOf(value);
    if (part === null || name === '__proto__') return null;
    form += `${isWord(name) ? name : ''}:${part}`;
  }
  return `{${form}}`;
}

/** Reads a form. */
export function partOf(form: string): Part {
  let at = 0;
  const part = (): Part => {
    switch (form[at++]) {
      case '"':
        return TEXT;
      case '#':
        return NUMBER;
      case '+':
        return TRUE;
      case '-':
        return FALSE;
      case '=':
        return ID;
      case '[':
        return new ListPart(until(']', part));
      default:
        return new ObjectPart(until('}', member));
    }
  };
  const member = (): Member => {
    const end = form.indexOf(':', at);
    const name = form.slice(at, end);
    at = end + 1;
    return { name, part: part() };
  };
  const until = <T>(last: string, next: () => T): T[] => {
    const found: T[] = [];
    while (form[at] !== last) found.push(next());
    at += 1;
    return found;
  };
  return part();
}

const TEXT: Part = {
  take: (value, name, sink) => typeof value === 'string' && sink.text(value, name),
  make: (source) => source.next(),
};
const NUMBER: Part = {
  take: (value, _name, sink) => typeof value === 'number' && sink.text(String(value), ''),
  make: (source) => Number(source.next()),
};
const TRUE: Part = { take: (value) => value === true, make: () => true };
const FALSE: Part = { take: (value) => value === false, make: () => false };
const ID: Part = { take: () => true, make: (source) => source.id };

class ListPart implements Part {
  readonly #elements: readonly Part[];

  constructor(elements: readonly Part[]) {
    this.#elements = elements;
  }

  take(value: unknown, name: string, sink: TextSink): boolean {
    if (!Array.isArray(value) || value.length !== this.#elements.length) return false;
    for (let at = 0; at < value.length; at++) {
      if (!this.#elements[at]?.take(value[at], name, sink)) return false;
    }
    return true;
  }

  make(source: TextSource): unknown {
    return this.#elements.map((element) => element.make(source));
  }
}

class ObjectPart implements Part {
  readonly #members: readonly Member[];

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  take(value: unknown, _name: string, sink: TextSink): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let at = 0;
    for (const name in value) {
      const member = (value as Record<string, unknown>)[name];
      if (member === undefined) continue;
      const expected = this.#members[at++];
      if (!expected) return false;
      if (expected.name === '' ? isWord(name) || !sink.text(name, undefined) : expected.name !== name)
        return false;
      if (!expected.part.take(member, name, sink)) return false;
    }
    return at === this.#members.length;
  }

  make(source: TextSource): unknown {
    const made: Record<string, unknown> = {};
    for (const { name, part } of this.#members) made[name === '' ? source.next() : name] = part.make(source);
    return made;
  }
}

function isWord(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name);
}

/**
 * Rows as short texts, for those that nobody has asked for lately: an endpoint with its interface and connection
 * takes a quarter of what it takes as objects.
 *
 *   { id, spec: { vpcId, subnetIds: [ , ] } }  ─►  number of this form · text · text · text
 *
 * Rows of one form differ in their texts alone. Texts that many rows share stand as numbers of words.
 */
import { assert } from '../base/assert.ts';
import type { Row } from './row.ts';

/** Members whose values many rows have in common. Others may be shared too; these are worth remembering. */
const SHARED: ReadonlySet<string> = new Set([
  'accountId',
  'availabilityZone',
  'decision',
  'dataPlane',
  'dnsRecordIpType',
  'endpointOwner',
  'endpointRegion',
  'groupId',
  'groupIds',
  'interfaceType',
  'ipAddressType',
  'kind',
  'loadBalancerArn',
  'nodeInterfaceId',
  'policyDocument',
  'region',
  'serviceId',
  'serviceName',
  'state',
  'subnetId',
  'subnetIds',
  'vpcEndpointType',
  'vpcId',
]);

/** More forms or words than these are remembered for nobody; rows that would need more are not packed. */
const MOST_FORMS = 8_192;
const MOST_WORDS = 1_000_000;

const SEPARATOR = '\0';
const WORD = '\x01';
/** Digits of numbers: characters that take one byte and are no separator. */
const FIRST_DIGIT = 0x20;
const DIGITS = 0xe0;

/** Makes a value out of texts, taking them in their order. */
type Build = (texts: Texts) => unknown;

class Texts {
  #at = 0;
  readonly #texts: readonly string[];
  readonly id: string;

  constructor(texts: readonly string[], id: string) {
    this.#texts = texts;
    this.id = id;
  }

  next(): string {
    return this.#texts[this.#at++] as string;
  }
}

export class RowPacker {
  readonly #forms = new Map<string, number>();
  readonly #builders: Build[] = [];
  readonly #wordNumbers = new Map<string, number>();
  readonly #words: string[] = [];
  // What the row that is being packed has given so far.
  #form = '';
  #texts: string[] = [];

  /** Undefined for a row that is best left as it is. */
  pack(row: Row): string | undefined {
    this.#form = '';
    this.#texts = [];
    if (!this.#takeMembers(row, true)) return undefined;
    const form = this.#formNumber();
    return form === undefined ? undefined : digits(form, 2) + this.#texts.join(SEPARATOR);
  }

  unpack(packed: string, id: string): Row {
    const build = this.#builders[numberIn(packed, 0, 2)];
    assert(build, 'a packed row has a form that is known');
    return build(new Texts(packed.slice(2).split(SEPARATOR), id)) as Row;
  }

  /** Adds a value to the form and the texts; false for one that cannot be packed. */
  #take(value: unknown, name: string): boolean {
    switch (typeof value) {
      case 'string':
        this.#form += '"';
        return this.#takeText(value, SHARED.has(name));
      case 'number':
        this.#form += '#';
        return this.#takeText(String(value), false);
      case 'boolean':
        this.#form += value ? '+' : '-';
        return true;
      case 'object':
        if (Array.isArray(value)) return this.#takeElements(value, name);
        if (value === null) return false;
        return this.#takeMembers(value, false);
      default:
        return false;
    }
  }

  #takeElements(elements: readonly unknown[], name: string): boolean {
    this.#form += '[';
    for (const element of elements) if (!this.#take(element, name)) return false;
    this.#form += ']';
    return true;
  }

  /** A name that is a word belongs to the form; others (ids, keys of tags) are texts. */
  #takeMembers(object: object, isRow: boolean): boolean {
    this.#form += '{';
    for (const name in object) {
      const value = (object as Record<string, unknown>)[name];
      if (value === undefined) continue;
      if (isRow && name === 'id') {
        this.#form += 'id:=';
        continue;
      }
      if (isWord(name)) this.#form += `${name}:`;
      else if (name !== '__proto__' && this.#takeText(name, true)) this.#form += ':';
      else return false;
      if (!this.#take(value, name)) return false;
    }
    this.#form += '}';
    return true;
  }

  #takeText(text: string, isShared: boolean): boolean {
    if (text.includes(SEPARATOR) || text.startsWith(WORD)) return false;
    this.#texts.push(isShared ? this.#word(text) : text);
    return true;
  }

  #word(text: string): string {
    const known = this.#wordNumbers.get(text);
    if (known !== undefined) return WORD + digits(known, 3);
    if (this.#words.length >= MOST_WORDS) return text;
    this.#wordNumbers.set(text, this.#words.length);
    this.#words.push(text);
    return WORD + digits(this.#words.length - 1, 3);
  }

  #formNumber(): number | undefined {
    const known = this.#forms.get(this.#form);
    if (known !== undefined || this.#builders.length >= MOST_FORMS) return known;
    this.#forms.set(this.#form, this.#builders.length);
    this.#builders.push(builderOf(this.#form, (text) => this.#plain(text)));
    return this.#builders.length - 1;
  }

  #plain(text: string): string {
    return text.startsWith(WORD) ? (this.#words[numberIn(text, 1, 3)] as string) : text;
  }
}

/** Reads a form from its beginning to its end. */
function builderOf(form: string, plain: (text: string) => string): Build {
  let at = 0;
  const value = (): Build => {
    switch (form[at++]) {
      case '"':
        return (texts) => plain(texts.next());
      case '#':
        return (texts) => Number(texts.next());
      case '+':
        return () => true;
      case '-':
        return () => false;
      case '=':
        return (texts) => texts.id;
      case '[':
        return list(elements());
      default:
        return object(members(), plain);
    }
  };
  const elements = (): Build[] => {
    const found: Build[] = [];
    while (form[at] !== ']') found.push(value());
    at += 1;
    return found;
  };
  const members = (): Member[] => {
    const found: Member[] = [];
    while (form[at] !== '}') {
      const end = form.indexOf(':', at);
      const name = form.slice(at, end);
      at = end + 1;
      found.push({ name, build: value() });
    }
    at += 1;
    return found;
  };
  return value();
}

interface Member {
  /** Empty where the name is a text. */
  readonly name: string;
  readonly build: Build;
}

function list(elements: readonly Build[]): Build {
  return (texts) => elements.map((build) => build(texts));
}

function object(members: readonly Member[], plain: (text: string) => string): Build {
  return (texts) => {
    const made: Record<string, unknown> = {};
    for (const { name, build } of members) made[name === '' ? plain(texts.next()) : name] = build(texts);
    return made;
  };
}

function isWord(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name);
}

function digits(value: number, length: number): string {
  let text = '';
  for (let rest = value, left = length; left > 0; left--) {
    text += String.fromCharCode(FIRST_DIGIT + (rest % DIGITS));
    rest = Math.floor(rest / DIGITS);
  }
  return text;
}

function numberIn(text: string, start: number, length: number): number {
  let value = 0;
  for (let at = start + length - 1; at >= start; at--)
    value = value * DIGITS + (text.charCodeAt(at) - FIRST_DIGIT);
  return value;
}

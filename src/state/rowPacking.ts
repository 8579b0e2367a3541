/**
 * Rows as short texts, for those that nobody has asked for lately: an endpoint with its interface and connection
 * takes a quarter of what it takes as objects.
 *
 *   { id, spec: { vpcId, subnetIds: [ , ] } }  ─►  number of this form · text · text · text
 *
 * Rows of one form differ in their texts alone (rowForm.ts). Texts that many rows share stand as numbers of words.
 */
import { assert } from '../base/assert.ts';
import type { Row } from './row.ts';
import { formOf, type Part, partOf, type TextSink, type TextSource } from './rowForm.ts';

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

interface Form {
  readonly number: string;
  readonly row: Part;
}

/** Forms that rows of a table had lately: the next row most often has one of them. */
export type RecentForms = Form[];
const MOST_RECENT = 4;

export class RowPacker {
  readonly #numbers = new Map<string, Form>();
  readonly #forms: Form[] = [];
  readonly #words = new Words();

  /** Undefined for a row that is best left as it is. */
  pack(row: Row, recent: RecentForms = []): string | undefined {
    for (const form of recent) {
      const packed = this.#packAs(form, row);
      if (packed !== undefined) return packed;
    }
    const form = this.#formOf(row);
    if (!form) return undefined;
    recent.unshift(form);
    if (recent.length > MOST_RECENT) recent.pop();
    return this.#packAs(form, row);
  }

  unpack(packed: string, id: string): Row {
    const form = this.#forms[numberIn(packed, 0, 2)];
    assert(form, 'a packed row has a form that is known');
    return form.row.make(new PackedTexts(packed, id, this.#words)) as Row;
  }

  #packAs({ number, row: part }: Form, row: Row): string | undefined {
    const texts = new PackingTexts(number, this.#words);
    return part.take(row, '', texts) ? texts.packed : undefined;
  }

  #formOf(row: Row): Form | undefined {
    const text = formOf(row, true);
    if (text === null) return undefined;
    const known = this.#numbers.get(text);
    if (known || this.#forms.length >= MOST_FORMS) return known;
    const form = { number: digits(this.#forms.length, 2), row: partOf(text) };
    this.#numbers.set(text, form);
    this.#forms.push(form);
    return form;
  }
}

class PackingTexts implements TextSink {
  readonly #texts: string[];
  readonly #words: Words;

  constructor(start: string, words: Words) {
    this.#texts = [start];
    this.#words = words;
  }

  /** Joined, so that it is one piece in memory; added up it would be a chain of many. */
  get packed(): string {
    return this.#texts.join(SEPARATOR);
  }

  text(text: string, name: string | undefined): boolean {
    if (name === undefined || SHARED.has(name)) return this.#add(this.#words.shortened(text));
    return !text.startsWith(WORD) && this.#add(text);
  }

  #add(text: string): boolean {
    if (text.includes(SEPARATOR)) return false;
    this.#texts.push(text);
    return true;
  }
}

class PackedTexts implements TextSource {
  readonly id: string;
  readonly #packed: string;
  readonly #words: Words;
  #at = 3;

  constructor(packed: string, id: string, words: Words) {
    this.#packed = packed;
    this.id = id;
    this.#words = words;
  }

  next(): string {
    const found = this.#packed.indexOf(SEPARATOR, this.#at);
    const end = found < 0 ? this.#packed.length : found;
    const text = this.#packed.slice(this.#at, end);
    this.#at = end + 1;
    return this.#words.lengthened(text);
  }
}

/** Texts that stand as numbers. */
class Words {
  readonly #numbers = new Map<string, string>();
  readonly #texts: string[] = [];

  shortened(text: string): string {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length >= MOST_WORDS && !text.startsWith(WORD)) return text;
    const number = WORD + digits(this.#texts.length, 3);
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  lengthened(text: string): string {
    return text.startsWith(WORD) ? (this.#texts[numberIn(text, 1, 3)] as string) : text;
  }
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

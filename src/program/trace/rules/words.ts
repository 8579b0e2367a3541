/** The words of a rule, read from the left. */
import { UnknownForm } from '../unknownForm.ts';

const WORD = /"[^"]*"|[{}(),]|[^\s{}(),]+/g;

export class Words {
  readonly text: string;
  readonly #words: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.text = text;
    this.#words = text.match(WORD) ?? [];
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#words.length;
  }

  /** Without taking it; undefined at the end. */
  peek(ahead = 0): string | undefined {
    return this.#words[this.#next + ahead];
  }

  take(): string {
    const word = this.#words[this.#next++];
    if (word === undefined) throw this.unknown();
    return word;
  }

  /** Takes these words if they come next, all of them. */
  accept(phrase: string): boolean {
    const words = phrase.split(' ');
    if (!words.every((word, index) => this.peek(index) === word)) return false;
    this.#next += words.length;
    return true;
  }

  expect(phrase: string): void {
    if (!this.accept(phrase)) throw this.unknown();
  }

  number(): number {
    const word = this.take();
    if (!/^(\d+|0x[0-9a-f]+)$/.test(word)) throw this.unknown();
    return Number(word);
  }

  unknown(): UnknownForm {
    return new UnknownForm('rule', this.text);
  }
}

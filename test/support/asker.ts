/** One process inside a namespace, kept for many questions. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { known } from '../../src/base/assert.ts';

export const ASKER = fileURLToPath(new URL('./asker.cjs', import.meta.url));

export type Question =
  | { kind: 'tcp'; to: string; port: number; localAddress?: string; localPort?: number }
  | { kind: 'udp'; to: string; port: number }
  | { kind: 'echo'; to: string }
  /** These two are answered by `sent`. */
  | { kind: 'icmp'; to: string; type: number; code: number }
  | { kind: 'packet'; to: string; protocol: number };

/** Long enough for any answer inside one machine that is not starved; silence costs this much. */
const SILENT_AFTER_MS = 300;
/** Who expects an answer waits for it, however busy the machine is. */
const EXPECTED_WITHIN_MS = 20_000;

export class Asker {
  private readonly waiting = new Map<number, (text: string) => void>();
  private questions = 0;

  constructor(private readonly child: ChildProcess) {
    createInterface({ input: known(child.stdout, 'it prints') }).on('line', (line) => {
      const { id, text }: { id: number; text: string } = JSON.parse(line);
      this.waiting.get(id)?.(text);
      this.waiting.delete(id);
    });
  }

  /** What comes: an answer, the code of an error, or `silence`. */
  ask(question: Question, expected: 'answer' | 'silence'): Promise<string> {
    const id = this.questions++;
    const waitMs = expected === 'answer' ? EXPECTED_WITHIN_MS : SILENT_AFTER_MS;
    const line = JSON.stringify({ id, waitMs, ...question });
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      known(this.child.stdin, 'it is asked').write(`${line}\n`);
    });
  }
}

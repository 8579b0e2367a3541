/** How the tour speaks: numbered parts, and under each what was observed, with the time it took. */

export interface Narration {
  title(text: string): void;
  part(text: string): void;
  /** Does the work, then prints what was seen and how long it took. */
  observe<T>(work: () => Promise<T>, describe: (seen: T) => string): Promise<T>;
  note(text: string): void;
}

const WIDTH = 96;

export function narrate(output: NodeJS.WriteStream): Narration {
  const paint = painter(output.isTTY === true && !process.env.NO_COLOR);
  let parts = 0;
  const print = (line = '') => output.write(`${line}\n`);
  return {
    title: (text) => print(`\n${paint.bold(text)}`),
    part: (text) => print(`\n${paint.bold(`${++parts}. ${text}`)}`),
    note: (text) => print(`     ${paint.faint(text)}`),
    observe: async (work, describe) => {
      const begin = performance.now();
      const seen = await work();
      const took = formatMs(performance.now() - begin);
      const [first = '', ...rest] = describe(seen).split('\n');
      print(
        `   ${paint.green('✓')} ${first}${paint.faint(took.padStart(Math.max(WIDTH - first.length, took.length + 2)))}`,
      );
      for (const line of rest) print(`     ${line}`);
      return seen;
    },
  };
}

/** The same, but for observations that end with the interruption, whatever they wait for. */
export function interruptible(say: Narration, interruption: Promise<never>): Narration {
  return {
    ...say,
    observe: (work, describe) => say.observe(() => Promise.race([work(), interruption]), describe),
  };
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function painter(colour: boolean) {
  const wrap = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: wrap(1), faint: wrap(2), green: wrap(32) };
}

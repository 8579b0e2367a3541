import { once } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineReader, LinkError, overLines } from './lines.ts';

function linesOf(chunks: readonly Buffer[], maxBytes?: number): string[] {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line), maxBytes);
  for (const chunk of chunks) reader.push(chunk);
  return lines;
}

describe('LineReader', () => {
  it('gives the same lines however the bytes are cut', () => {
    const bytes = Buffer.from('{"a":"ü€"}\n\n[1]\n"rest');
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(linesOf([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(['{"a":"ü€"}', '[1]']);
    }
    expect(linesOf([...bytes].map((byte) => Buffer.from([byte])))).toEqual(['{"a":"ü€"}', '[1]']);
  });

  it('refuses a line above its limit, whole or in pieces', () => {
    expect(linesOf([Buffer.from('1234\n')], 4)).toEqual(['1234']);
    expect(() => linesOf([Buffer.from('12345\n')], 4)).toThrow(LinkError);
    expect(() => linesOf([Buffer.from('123'), Buffer.from('45')], 4)).toThrow(LinkError);
  });
});

describe('overLines', () => {
  function pair() {
    const [there, back] = [new PassThrough(), new PassThrough()];
    return [
      Duplex.from({ readable: there, writable: back }),
      Duplex.from({ readable: back, writable: there }),
    ];
  }

  it('carries messages both ways and tells the end once', async () => {
    const [a, b] = pair() as [Duplex, Duplex];
    const got: unknown[] = [];
    let ends = 0;
    const near = overLines<unknown, unknown>(a, { onMessage: (m) => got.push(m), onEnd: () => ends++ });
    const far = overLines<unknown, unknown>(b, {
      onMessage: (m) => far.send({ echo: m }),
      onEnd: () => ends++,
    });
    near.send({ text: 'line\nbreak' });
    await expect.poll(() => got).toEqual([{ echo: { text: 'line\nbreak' } }]);
    near.close();
    far.close();
    await expect.poll(() => ends).toBe(2);
  });

  it('ends with the error where a line is no JSON', async () => {
    const stream = new PassThrough();
    const ended = new Promise((resolve) => overLines(stream, { onMessage: () => undefined, onEnd: resolve }));
    const closed = once(stream, 'close');
    stream.write('not json\n');
    expect(await ended).toBeInstanceOf(SyntaxError);
    await closed;
  });
});

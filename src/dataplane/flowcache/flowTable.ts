/** The flows there are: read in small batches, so that packets and the agent go on meanwhile. */
import type { Batch } from './bpfCalls.ts';
import type { BpfThread } from './bpfThread.ts';
import { idleSeconds, isIdle, judge } from './judge.ts';
import { cutValue, FLOWS_MAP, type Flow, flowOf, heldValue, peerKey, releasedValue } from './layout.ts';
import type { World } from './world.ts';

/** Entries at once; no bucket of the map has more. */
const BATCH = 2048;

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly flow: Flow;
}

export class FlowTable {
  readonly #bpf: BpfThread;
  readonly #map: number;

  /** @param map descriptor of the map */
  constructor(bpf: BpfThread, map: number) {
    this.#bpf = bpf;
    this.#map = map;
  }

  async flows(): Promise<Flow[]> {
    const flows: Flow[] = [];
    for await (const batch of this.#batches()) flows.push(...entriesOf(batch).map(({ flow }) => flow));
    return flows;
  }

  /** Cuts, holds, releases and forgets as the world says. */
  async sweep(world: World): Promise<void> {
    for await (const batch of this.#batches()) {
      for (const entry of entriesOf(batch)) await this.#settle(entry, world);
    }
  }

  async #settle(entry: Entry, world: World): Promise<void> {
    const verdict = judge(entry.flow, world);
    if (verdict === 'cut') await this.#cut(entry);
    if (verdict === 'hold') await this.#put(entry.key, heldValue(entry.value));
    if (verdict === 'release') await this.#put(entry.key, releasedValue(entry.value));
    if (verdict === 'forget' || (verdict === 'idle' && (await this.#isPeerIdle(entry, world))))
      await this.#bpf.call('remove', { map: this.#map, keys: [entry.key, peerKey(entry.value)] });
  }

  async #cut({ key, value }: Entry): Promise<void> {
    const otherKey = peerKey(value);
    const other = await this.#lookup(otherKey);
    const entries = [{ key, value: cutValue(value) }];
    if (other) entries.push({ key: otherKey, value: cutValue(other) });
    await this.#bpf.call('update', { map: this.#map, entries });
  }

  async #put(key: Uint8Array, value: Uint8Array): Promise<void> {
    await this.#bpf.call('update', { map: this.#map, entries: [{ key, value }] });
  }

  async #isPeerIdle({ flow, value }: Entry, { now }: World): Promise<boolean> {
    const key = peerKey(value);
    const other = await this.#lookup(key);
    return !other || isIdle(flowOf(key, other), now, idleSeconds(flow));
  }

  #lookup(key: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#bpf.call('lookup', { map: this.#map, key, valueBytes: FLOWS_MAP.valueBytes });
  }

  async *#batches(): AsyncIterable<Batch> {
    const { keyBytes, valueBytes } = FLOWS_MAP;
    let from: number | undefined;
    do {
      const batch = await this.#bpf.call('readBatch', {
        ...{ map: this.#map, keyBytes, valueBytes, limit: BATCH, from },
      });
      yield batch;
      from = batch.next;
    } while (from !== undefined);
  }
}

function entriesOf({ count, keys, values }: Batch): Entry[] {
  const { keyBytes, valueBytes } = FLOWS_MAP;
  return Array.from({ length: count }, (_, index) => {
    const key = keys.subarray(index * keyBytes, (index + 1) * keyBytes);
    const value = values.subarray(index * valueBytes, (index + 1) * valueBytes);
    return { key, value, flow: flowOf(key, value) };
  });
}

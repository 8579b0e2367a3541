/** The maps of flowCache.bpf.c, and how their entries are read. Another layout there needs another number here. */
import type { MapShape } from './bpfCalls.ts';

/** Part of the maps' names: an agent that finds maps of another layout leaves them, and their flows are reset. */
const LAYOUT = 2;
const [HASH, ARRAY] = [1, 2];
/** Entries take memory only while they are there. */
const NOT_PREALLOCATED = 1;
/** Two for each connection. When it is full, nft carries what is new. */
const FLOWS = 262_144;
/** Of flowCache.bpf.c, and the one that counts. */
const SLOTS = 32_768 + 1;

export const FLOWS_MAP: MapShape = {
  ...{ type: HASH, keyBytes: 20, valueBytes: 96, entries: FLOWS, flags: NOT_PREALLOCATED },
  name: `postern_flows_${LAYOUT}`,
};
export const SLOTS_MAP: MapShape = {
  ...{ type: ARRAY, keyBytes: 4, valueBytes: 80, entries: SLOTS, flags: 0 },
  name: `postern_slots_${LAYOUT}`,
};

/** Addresses are numbers as in base/ip.ts. */
export interface FlowEnds {
  readonly sourceAddress: number;
  readonly destinationAddress: number;
  readonly destinationPort: number;
}

/** One direction of a connection, with the ends that its packets come in with. */
export interface Flow extends FlowEnds {
  /** Inode of the namespace of the router that it comes in to, and the interface there. */
  readonly namespace: number;
  readonly ifindex: number;
  readonly sourcePort: number;
  /** The ends that its packets leave with. */
  readonly sent: FlowEnds;
  /** Addresses or ports leave as others than they came. */
  readonly isTranslated: boolean;
  /** Where it is sent on to: in this namespace, then in the fabric and in the other router; 0 where it stays. */
  readonly hop: number;
  readonly fabricHop: number;
  readonly lastHop: number;
  readonly peerNamespace: number;
  readonly isCut: boolean;
  /** Its packets are dropped, and nobody hears of it: an ACL denies them. */
  readonly isHeld: boolean;
  /** One of its ends has sent a reset. */
  readonly isReset: boolean;
  /** On the fabric, of its first packet; 0 where it does not cross it. */
  readonly fabricSource: number;
  readonly fabricNode: number;
  readonly lastUsed: number;
  readonly packets: bigint;
  readonly bytes: bigint;
}

const [CUT_AT, STATE_AT, PEER_AT] = [37, 38, 48];
const RESET = 16;
/** What the programs do with its packets. */
const [CARRIED, CUT, HELD] = [0, 1, 2];

export function flowOf(keyBytes: Uint8Array, valueBytes: Uint8Array): Flow {
  const [key, value] = [viewOf(keyBytes), viewOf(valueBytes)];
  const mark = value.getUint32(16, true);
  return {
    namespace: key.getUint32(0, true),
    ifindex: key.getUint32(4, true),
    ...endsAt(key, 8),
    sourcePort: key.getUint16(16),
    sent: endsAt(value, 0),
    isTranslated: [0, 4, 8].some((at) => key.getUint32(8 + at) !== value.getUint32(at)),
    hop: value.getUint32(12, true),
    fabricHop: mark >>> 16,
    lastHop: mark & 0xffff,
    peerNamespace: value.getUint32(PEER_AT, true),
    isCut: value.getUint8(CUT_AT) === CUT,
    isHeld: value.getUint8(CUT_AT) === HELD,
    isReset: (value.getUint16(STATE_AT, true) & RESET) !== 0,
    fabricSource: value.getUint32(68),
    fabricNode: value.getUint32(72),
    lastUsed: value.getUint32(76, true),
    packets: value.getBigUint64(80, true),
    bytes: value.getBigUint64(88, true),
  };
}

function endsAt(view: DataView, at: number): FlowEnds {
  return {
    sourceAddress: view.getUint32(at),
    destinationAddress: view.getUint32(at + 4),
    destinationPort: view.getUint16(at + 10),
  };
}

/** Key of the other direction. */
export function peerKey(value: Uint8Array): Uint8Array {
  return Uint8Array.from(value.subarray(PEER_AT, PEER_AT + FLOWS_MAP.keyBytes));
}

/** The value of a flow whose next packet with data resets it. */
export function cutValue(value: Uint8Array): Uint8Array {
  return withCut(value, CUT);
}

/** The value of a flow whose packets are dropped. */
export function heldValue(value: Uint8Array): Uint8Array {
  return withCut(value, HELD);
}

/** The value of a flow that goes on. */
export function releasedValue(value: Uint8Array): Uint8Array {
  return withCut(value, CARRIED);
}

function withCut(value: Uint8Array, cut: number): Uint8Array {
  const changed = Uint8Array.from(value);
  changed[CUT_AT] = cut;
  return changed;
}

/** The programs' clock: units of 2^30 ns since the machine was started. */
export function flowClock(nanoseconds: bigint): number {
  return Number(BigInt.asUintN(32, nanoseconds >> 30n));
}

export function secondsBetween(earlier: number, later: number): number {
  return ((later - earlier) * 2 ** 30) / 1e9;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

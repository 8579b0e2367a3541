/** What the main thread and the thread that calls bpf(2) say to each other. */

export type Hook = 'ingress' | 'egress';

export interface MapShape {
  readonly type: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly entries: number;
  readonly flags: number;
  readonly name: string;
}

export interface ProgramFacts {
  readonly name: string;
  readonly mapIds: readonly number[];
}

export interface DeviceFacts {
  readonly device: string;
  /** 0: there is no such device. */
  readonly ifindex: number;
  /** Our programs on it. */
  readonly ingress: readonly ProgramFacts[];
  readonly egress: readonly ProgramFacts[];
}

export interface Batch {
  readonly count: number;
  readonly keys: Uint8Array;
  readonly values: Uint8Array;
  /** Where the next batch begins; undefined after the last. */
  readonly next?: number;
}

/** What is asked in a namespace, of programs whose names match. */
interface Inside {
  readonly path: string;
  readonly names: RegExp;
}

interface Call<Argument, Result> {
  readonly argument: Argument;
  readonly result: Result;
}

/** Maps and programs are descriptors. */
export interface BpfCalls {
  /** Why bpf(2) cannot be called here. */
  whyNot: Call<undefined, string | undefined>;
  createMap: Call<MapShape, number>;
  openMap: Call<number, number>;
  mapFacts: Call<number, { readonly id: number; readonly name: string }>;
  loadProgram: Call<{ readonly name: string; readonly code: Uint8Array; readonly license: string }, number>;
  close: Call<readonly number[], void>;
  /** Attaches and detaches a program in the thread's own empty namespace. */
  tryHome: Call<{ readonly program: number }, void>;
  look: Call<Inside & { readonly devices: readonly string[] }, DeviceFacts[]>;
  attach: Call<
    Inside & {
      readonly programs: readonly {
        readonly device: string;
        readonly hook: Hook;
        readonly program: number;
      }[];
    },
    void
  >;
  detach: Call<Inside & { readonly devices: readonly string[] }, void>;
  readBatch: Call<
    {
      readonly map: number;
      readonly keyBytes: number;
      readonly valueBytes: number;
      readonly limit: number;
      readonly from?: number;
    },
    Batch
  >;
  lookup: Call<
    { readonly map: number; readonly key: Uint8Array; readonly valueBytes: number },
    Uint8Array | undefined
  >;
  update: Call<
    {
      readonly map: number;
      readonly entries: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[];
    },
    void
  >;
  remove: Call<{ readonly map: number; readonly keys: readonly Uint8Array[] }, void>;
}

export interface BpfRequest {
  readonly id: number;
  readonly call: keyof BpfCalls;
  readonly argument: unknown;
}

export type BpfReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Whether the flow cache can be had here, found out by trying: maps, programs, and a program on a device. */
import { BpfThread } from './bpfThread.ts';
import { FlowCache } from './flowCache.ts';
import { FLOWS_MAP, SLOTS_MAP } from './layout.ts';
import { load } from './loader.ts';
import { PROGRAMS, type ProgramName } from './programs.ts';

export interface OpenOptions {
  readonly installationId: string;
  /** False: what an agent before has attached is to be removed. */
  readonly wanted: boolean;
  /** Most entries, two for each connection; layout.ts says how many where nobody does. */
  readonly entries?: number;
  log(text: string): void;
}

/** Undefined where it cannot be had, as without root and with Linux before 6.6; the log says why. */
export async function openFlowCache({ wanted, ...options }: OpenOptions): Promise<FlowCache | undefined> {
  const bpf = new BpfThread();
  try {
    await probe(bpf);
  } catch (error) {
    options.log(`flow cache: off, every packet passes nft (${(error as Error).message})`);
    await bpf.close();
    return undefined;
  }
  options.log(wanted ? 'flow cache: on' : 'flow cache: switched off, every packet passes nft');
  return new FlowCache({ ...options, bpf, isOn: wanted });
}

async function probe(bpf: BpfThread): Promise<void> {
  const reason = await bpf.call('whyNot', undefined);
  if (reason) throw new Error(reason);
  const opened: number[] = [];
  const keep = (fd: number) => {
    opened.push(fd);
    return fd;
  };
  try {
    const flows = keep(await bpf.call('createMap', FLOWS_MAP));
    const slots = keep(await bpf.call('createMap', SLOTS_MAP));
    for (const name of Object.keys(PROGRAMS) as ProgramName[]) {
      const program = keep(await load(bpf, name, { flows, slots }, 1));
      await bpf.call('tryHome', { program });
    }
  } finally {
    await bpf.call('close', opened);
  }
}

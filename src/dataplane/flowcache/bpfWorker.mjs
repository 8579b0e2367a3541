// @ts-check
/**
 * The thread that makes the flow cache's bpf(2) calls: attaching waits in the kernel until no packet is in the old
 * program any more, which takes milliseconds, and must be done from inside the device's namespace.
 *
 * JavaScript, since Node 20 starts no TypeScript in a worker; the build copies it as it is.
 */
import { parentPort } from 'node:worker_threads';
import { inside, ownNamespace } from '../netns/inside.mjs';
import * as bpf from './bpf.mjs';

/** @typedef {import('./bpfCalls.ts').BpfCalls} BpfCalls */
/** @typedef {import('./bpfCalls.ts').BpfRequest} BpfRequest */
/** @typedef {import('./bpfCalls.ts').Hook} Hook */

const HOOK = { ingress: 46, egress: 47 };

const home = ownNamespace();

/**
 * @param {number} ifindex
 * @param {Hook} hook
 * @param {RegExp} names
 */
function own(ifindex, hook, names) {
  return bpf.attached(ifindex, HOOK[hook]).flatMap((id) => {
    const fd = bpf.programById(id);
    const facts = bpf.programFacts(fd);
    if (names.test(facts.name)) return { fd, ...facts };
    bpf.close(fd);
    return [];
  });
}

/**
 * In the order given, and an older program of ours gives way to its successor in one step.
 *
 * @param {number} ifindex
 * @param {Hook} hook
 * @param {number} program
 * @param {RegExp} names
 */
function put(ifindex, hook, program, names) {
  const before = own(ifindex, hook, names);
  try {
    bpf.attach({ ifindex, hook: HOOK[hook], program, replaced: before[0]?.fd });
    for (const { fd } of before.slice(1)) bpf.detach({ ifindex, hook: HOOK[hook], program: fd });
  } finally {
    for (const { fd } of before) bpf.close(fd);
  }
}

/**
 * @param {number} ifindex
 * @param {Hook} hook
 * @param {RegExp} names
 */
function take(ifindex, hook, names) {
  for (const { fd } of own(ifindex, hook, names)) {
    bpf.detach({ ifindex, hook: HOOK[hook], program: fd });
    bpf.close(fd);
  }
}

/**
 * @param {number} ifindex
 * @param {Hook} hook
 * @param {RegExp} names
 */
function facts(ifindex, hook, names) {
  return own(ifindex, hook, names).map(({ fd, name, mapIds }) => {
    bpf.close(fd);
    return { name, mapIds };
  });
}

/** @type {{ [K in keyof BpfCalls]: (argument: BpfCalls[K]['argument']) => BpfCalls[K]['result'] }} */
const calls = {
  whyNot: () => bpf.whyNoBpf(),
  createMap: (map) => bpf.createMap(map),
  openMap: (id) => bpf.mapById(id),
  mapFacts: (fd) => bpf.mapFacts(fd),
  loadProgram: (program) => bpf.loadProgram(program),
  close: (fds) => fds.forEach(bpf.close),
  tryHome: ({ program }) => {
    const ifindex = bpf.indexOf('lo');
    for (const hook of /** @type {const} */ (['ingress', 'egress'])) {
      bpf.attach({ ifindex, hook: HOOK[hook], program });
      bpf.detach({ ifindex, hook: HOOK[hook], program });
    }
  },
  look: ({ path, devices, names }) =>
    inside(home, path, () =>
      devices.map((device) => {
        const ifindex = bpf.indexOf(device);
        if (!ifindex) return { device, ifindex, ingress: [], egress: [] };
        return {
          device,
          ifindex,
          ingress: facts(ifindex, 'ingress', names),
          egress: facts(ifindex, 'egress', names),
        };
      }),
    ),
  attach: ({ path, programs, names }) =>
    inside(home, path, () => {
      for (const { device, hook, program } of programs) put(bpf.indexOf(device), hook, program, names);
    }),
  detach: ({ path, devices, names }) =>
    inside(home, path, () => {
      for (const ifindex of devices.map(bpf.indexOf).filter(Boolean)) {
        take(ifindex, 'ingress', names);
        take(ifindex, 'egress', names);
      }
    }),
  readBatch: (batch) => bpf.readBatch(batch),
  lookup: ({ map, key, valueBytes }) => bpf.lookup(map, key, valueBytes),
  update: ({ map, entries }) => {
    for (const { key, value } of entries) bpf.update(map, key, value);
  },
  remove: ({ map, keys }) => {
    for (const key of keys) bpf.remove(map, key);
  },
};

/** @param {BpfRequest} request */
function answer({ id, call, argument }) {
  try {
    return { id, result: /** @type {(argument: unknown) => unknown} */ (calls[call])(argument) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (/** @type {BpfRequest | undefined} */ request) => {
  if (request) parentPort?.postMessage(answer(request));
  else parentPort?.close();
});

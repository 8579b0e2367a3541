/** Ctrl-C and SIGTERM: what the bench does is given up, and what it made is removed on the way out. */
const controller = new AbortController();

/** Aborted once somebody wants the bench to end. */
export const interruption: AbortSignal = controller.signal;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => controller.abort(new Error(`interrupted by ${signal}`)));
}

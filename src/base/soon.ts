/** Work that is asked for many times and done once, after what is running now. */

export interface Soon {
  ask(): void;
  cancel(): void;
}

export function soon(work: () => void): Soon {
  let asked: NodeJS.Immediate | undefined;
  return {
    ask() {
      asked ??= setImmediate(() => {
        asked = undefined;
        work();
      });
    },
    cancel() {
      clearImmediate(asked);
      asked = undefined;
    },
  };
}

/** A store that forgets: for tests of everything above it. */
import type { Store } from './store.ts';

export function memoryStore(): Store {
  return {
    load: () => [],
    commit: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

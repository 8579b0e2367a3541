/** What it takes to prove something here. */
import { whyNoNamespaces } from '../support/namespaceBed.ts';

/** Undefined where all is there. */
export function whyNoProof(): string | undefined {
  return process.getuid?.() === 0
    ? whyNoNamespaces()
    : 'the proof enters namespaces by itself, which only root may';
}

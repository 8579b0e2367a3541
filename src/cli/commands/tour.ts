/** `postern tour`: the whole thing in about a minute, on a data directory of its own. */
import type { Command } from 'commander';

export function addTour(program: Command): void {
  program
    .command('tour')
    .description('see a private connection between two accounts come about, with real packets')
    .action(tour);
}

async function tour(): Promise<void> {
  // The SDK's advice about Node versions is for those who write programs with it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { runTour } = await import('../tour/runTour.ts');
  await runTour();
}

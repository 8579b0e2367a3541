/** `--internet`: where public addresses lead that are nobody's in the installation. */
import { InvalidArgumentError, Option } from 'commander';

const NAMESPACE = /^(?!\.)[\w.-]{1,64}$/;

export function internetOption(): Option {
  return new Option(
    '--internet <none|host|netns>',
    'what is beyond internet gateways: nothing but other VPCs, what this host reaches (TCP), or a network namespace, by its name in `ip netns list`',
  )
    .argParser(parseInternet)
    .default('none');
}

function parseInternet(text: string): string {
  if (NAMESPACE.test(text) && !text.startsWith('postern-')) return text;
  throw new InvalidArgumentError('Give none, host, or the name of a network namespace of your own.');
}

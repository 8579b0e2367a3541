/** Which addresses the agent dials for instances: those of the internet, and none of the host itself. */
import { BlockList, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { NO_ADDRESSES_OUTSIDE } from '../../program/outside.ts';

const nowhere = new BlockList();
for (const block of NO_ADDRESSES_OUTSIDE) {
  const [base = '', prefixLength] = block.split('/');
  nowhere.addSubnet(base, Number(prefixLength));
}

/** The host's addresses may be others by the next time. */
export function isOutside(address: string): boolean {
  if (!isIPv4(address)) return false;
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return !nowhere.check(address) && !own.some((each) => each.address === address);
}

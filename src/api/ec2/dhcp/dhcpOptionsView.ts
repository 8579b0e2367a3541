/** A set of DHCP options as EC2 shows it. */
import type { DhcpOptions as OptionsShape } from '@aws-sdk/client-ec2';
import type { DhcpOptions } from '../../../resources/network.ts';
import { toTagList } from '../tags.ts';

export function dhcpOptionsView({ id, accountId, spec, tags }: DhcpOptions): OptionsShape {
  return {
    DhcpOptionsId: id,
    OwnerId: accountId,
    DhcpConfigurations: Object.entries(spec.configurations).map(([Key, values]) => ({
      Key,
      Values: values.map((Value) => ({ Value })),
    })),
    Tags: toTagList(tags),
  };
}

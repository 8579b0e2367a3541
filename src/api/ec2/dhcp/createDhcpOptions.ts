/** CreateDhcpOptions: a set of options that VPCs can then take. A set never changes. */
import type { CreateDhcpOptionsRequest, CreateDhcpOptionsResult } from '@aws-sdk/client-ec2';
import type { DhcpOptions } from '../../../resources/network.ts';
import type { Call } from '../../operation.ts';
import { tagsFor } from '../tags.ts';
import { newResource } from '../vpcParts.ts';
import { dhcpOptionsView } from './dhcpOptionsView.ts';
import { requestedConfigurations } from './requestedConfigurations.ts';

export function createDhcpOptions(call: Call, input: CreateDhcpOptionsRequest): CreateDhcpOptionsResult {
  const options: DhcpOptions = {
    ...newResource(call, 'dopt'),
    tags: tagsFor(input.TagSpecifications, 'dhcp-options'),
    spec: { configurations: requestedConfigurations(input.DhcpConfigurations) },
  };
  call.tx.dhcpOptions.put(options);
  return { DhcpOptions: dhcpOptionsView(options) };
}

/** ModifyInstanceMetadataOptions: remembered and shown; there is no metadata service inside instances yet. */
import type {
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult,
} from '@aws-sdk/client-ec2';
import type { Call } from '../../operation.ts';
import { findInstance } from '../ids.ts';
import { metadataView } from './instanceView.ts';
import { metadataSettings } from './launchSettings.ts';

export function modifyInstanceMetadataOptions(
  call: Call,
  input: ModifyInstanceMetadataOptionsRequest,
): ModifyInstanceMetadataOptionsResult {
  const instance = findInstance(call, input.InstanceId);
  const metadata = metadataSettings(instance.spec.settings?.metadata ?? {}, input);
  const settings = { ...instance.spec.settings, metadata };
  call.tx.instances.put({ ...instance, spec: { ...instance.spec, settings } });
  return {
    InstanceId: instance.id,
    InstanceMetadataOptions: { ...metadataView(settings), State: 'pending' },
  };
}

/** Settings of a launch that are remembered and shown, checked as AWS checks them. */
import type { InstanceMetadataOptionsRequest, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { InstanceSettings, MetadataSettings } from '../../../resources/instance.ts';
import type { Call } from '../../operation.ts';
import { profileUse } from './profileUse.ts';

/** @throws AwsError InvalidParameterValue */
export function launchSettings(call: Call, input: RunInstancesRequest): InstanceSettings {
  const names = input.PrivateDnsNameOptions;
  return {
    shutdownBehavior: shutdownBehavior(input.InstanceInitiatedShutdownBehavior),
    monitored: input.Monitoring?.Enabled,
    ebsOptimized: input.EbsOptimized,
    instanceProfile: input.IamInstanceProfile && profileUse(call, input.IamInstanceProfile),
    tenancy: oneOf(['default', 'dedicated', 'host'], input.Placement?.Tenancy, 'tenancy'),
    placementGroup: input.Placement?.GroupName,
    hostId: input.Placement?.HostId,
    affinity: input.Placement?.Affinity,
    cpuCredits: oneOf(['standard', 'unlimited'], input.CreditSpecification?.CpuCredits, 'cpuCredits'),
    metadata: metadataSettings({}, input.MetadataOptions ?? {}),
    autoRecovery: oneOf(['default', 'disabled'], input.MaintenanceOptions?.AutoRecovery, 'autoRecovery'),
    hostnameType: oneOf(['ip-name', 'resource-name'], names?.HostnameType, 'hostnameType'),
    resourceNameA: names?.EnableResourceNameDnsARecord,
    resourceNameAaaa: names?.EnableResourceNameDnsAAAARecord,
  };
}

/** @throws AwsError InvalidParameterValue */
export function shutdownBehavior(text: string | undefined): 'stop' | 'terminate' | undefined {
  return oneOf(['stop', 'terminate'], text, 'instanceInitiatedShutdownBehavior');
}

const MAX_HOPS = 64;

/** What was set before, with what the request sets. */
export function metadataSettings(
  before: MetadataSettings,
  options: InstanceMetadataOptionsRequest,
): MetadataSettings {
  const hops = options.HttpPutResponseHopLimit;
  if (hops !== undefined && !(hops >= 1 && hops <= MAX_HOPS)) {
    throw invalid(hops, 'httpPutResponseHopLimit');
  }
  const switched = (text: string | undefined, name: string) => oneOf(['enabled', 'disabled'], text, name);
  return {
    httpTokens: oneOf(['optional', 'required'], options.HttpTokens, 'httpTokens') ?? before.httpTokens,
    httpPutResponseHopLimit: hops ?? before.httpPutResponseHopLimit,
    httpEndpoint: switched(options.HttpEndpoint, 'httpEndpoint') ?? before.httpEndpoint,
    httpProtocolIpv6: switched(options.HttpProtocolIpv6, 'httpProtocolIpv6') ?? before.httpProtocolIpv6,
    instanceMetadataTags:
      switched(options.InstanceMetadataTags, 'instanceMetadataTags') ?? before.instanceMetadataTags,
  };
}

/** The value where it is one of those; undefined stays undefined. */
export function oneOf<T extends string>(
  values: readonly T[],
  text: string | undefined,
  name: string,
): T | undefined {
  if (text === undefined || values.includes(text as T)) return text as T | undefined;
  throw invalid(text, name);
}

function invalid(value: string | number, name: string): AwsError {
  return new AwsError('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`);
}

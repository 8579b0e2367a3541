/** The forms that a resource in a policy may have, as AWS checks them when a policy is stored. */

const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];

/** Services whose ARNs have no region, but for resources that start with one of these. */
const REGIONLESS: ReadonlyMap<
  string,
  { readonly but: readonly string[]; readonly fault: (arn: string) => string }
> = new Map([
  ['iam', { but: [], fault: (arn) => `IAM resource ${arn} cannot contain region information.` }],
  [
    's3',
    {
      but: ['accesspoint/', 'job/', 'storage-lens/', 'async-request/'],
      fault: (arn) => `Resource ${arn} can not contain region information.`,
    },
  ],
]);

const IAM_PATHS = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/'],
  ...['policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/', 'report/', 'access-report/'],
];

/** What is wrong with a resource, in AWS's words. */
export function resourceFault(resource: string): string | undefined {
  if (/^\*+$/.test(resource)) return undefined;
  const [, partition, service, region = '', account = '', ...rest] = resource.split(':');
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (partition !== '*' && !PARTITIONS.includes(partition)) return foreign(resource);
  if (service === undefined) return 'Resource vendor must be fully qualified and cannot contain regexes.';
  const id = rest.join(':');
  return regionFault(resource, service, region, id) ?? pathFault(service, `${region}${account}`, id);
}

/** AWS tells the ARN that it takes the text for. */
function foreign(resource: string): string {
  const [, partition, ...parts] = resource.split(':');
  const [service = '', region = '*', account = '*', ...id] = parts;
  const arn = `arn:${partition}:${parts.length > 0 ? service : '*'}:${region}:${account}:${id.length > 0 ? id.join(':') : '*'}`;
  return `Partition "${partition}" is not valid for resource "${arn}".`;
}

function regionFault(resource: string, service: string, region: string, id: string): string | undefined {
  const rule = REGIONLESS.get(service);
  if (!rule || region === '' || region === '*') return undefined;
  return rule.but.some((start) => id.startsWith(start)) ? undefined : rule.fault(resource);
}

/** A wildcard may stand for the kind of an IAM resource, or for its end. */
function pathFault(service: string, place: string, id: string): string | undefined {
  if (service !== 'iam' || (id === '' && place !== '')) return undefined;
  const literal = /^[^*?]*/.exec(id)?.[0] ?? '';
  const open = literal.length < id.length;
  if (IAM_PATHS.some((path) => id.startsWith(path) || (open && path.startsWith(literal)))) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
}

/** ARNs that leave parts empty must have all of them. */
export function standsInOldForm(resource: string): boolean {
  if (/^\*+$/.test(resource)) return true;
  const parts = resource.split(':');
  return parts[2] !== '' && (parts.length >= 6 || !resource.includes('::'));
}

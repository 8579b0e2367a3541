/** Services as their official SDKs describe them: the schemas that each client package exports at run time. */
import { createRequire } from 'node:module';
import type { OperationModel, ServiceModel } from './protocol.ts';

/** An operation's schema is `[9, namespace, name, traits, input, output]` (`StaticOperationSchema`). */
const OPERATION = 9;

/** `require` loads the packages in half the time of `import`, which first scans them for export names. */
const load = createRequire(import.meta.url);

export function ec2Model(): ServiceModel {
  return modelOf('@aws-sdk/client-ec2', {
    signingName: 'ec2',
    protocol: 'ec2Query',
    version: '2016-11-15',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  });
}

export function elbv2Model(): ServiceModel {
  return modelOf('@aws-sdk/client-elastic-load-balancing-v2', {
    signingName: 'elasticloadbalancing',
    protocol: 'awsQuery',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  });
}

/** IAM is one service of the whole world: whatever Region a signature names, the answer is the same. */
export function iamModel(): ServiceModel {
  return modelOf('@aws-sdk/client-iam', {
    signingName: 'iam',
    protocol: 'awsQuery',
    version: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  });
}

export function stsModel(): ServiceModel {
  return modelOf('@aws-sdk/client-sts', {
    signingName: 'sts',
    protocol: 'awsQuery',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  });
}

type Identification = Pick<ServiceModel, 'signingName' | 'protocol' | 'version' | 'xmlNamespace'>;

function modelOf(packageName: string, identification: Identification): ServiceModel {
  const schemas = load(packageName) as Record<string, unknown>;
  const found = new Map<string, OperationModel>();
  return {
    ...identification,
    operation: (name) => found.get(name) ?? remembered(found, operationIn(schemas, name)),
    get operationNames() {
      return operationNames(schemas);
    },
  };
}

function operationIn(schemas: Record<string, unknown>, name: string): OperationModel | undefined {
  const schema = schemas[`${name}$`];
  if (!isOperation(schema)) return undefined;
  return { name, input: schema[4], output: schema[5] };
}

function remembered(found: Map<string, OperationModel>, operation: OperationModel | undefined) {
  if (operation) found.set(operation.name, operation);
  return operation;
}

function operationNames(schemas: Record<string, unknown>): string[] {
  return Object.keys(schemas)
    .filter((key) => key.endsWith('$') && isOperation(schemas[key]))
    .map((key) => key.slice(0, -1));
}

function isOperation(schema: unknown): schema is readonly unknown[] {
  return Array.isArray(schema) && schema[0] === OPERATION;
}

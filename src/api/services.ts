/** The ordered list of AWS services that Postern speaks. */
import { awsQuery } from '../wire/awsQuery.ts';
import { ec2Query } from '../wire/ec2Query.ts';
import { ec2Model, elbv2Model, iamModel, stsModel } from '../wire/model.ts';
import type { Protocol, ServiceModel } from '../wire/protocol.ts';
import type { OperationTable } from './operation.ts';

export interface Service {
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly operations: OperationTable;
  /** Whether its first call in a Region gives the account its default VPC there. */
  readonly needsDefaultVpc: boolean;
}

/** What each service does, from the services' own lists. */
export interface ServiceTables {
  readonly ec2: OperationTable;
  readonly elbv2: OperationTable;
  readonly iam: OperationTable;
  readonly sts: OperationTable;
}

/** The first is the one that answers where a request says nothing of its service. */
export function makeServices(tables: ServiceTables): readonly Service[] {
  return [
    { model: ec2Model(), protocol: ec2Query, operations: tables.ec2, needsDefaultVpc: true },
    { model: elbv2Model(), protocol: awsQuery, operations: tables.elbv2, needsDefaultVpc: true },
    { model: iamModel(), protocol: awsQuery, operations: tables.iam, needsDefaultVpc: false },
    { model: stsModel(), protocol: awsQuery, operations: tables.sts, needsDefaultVpc: false },
  ];
}

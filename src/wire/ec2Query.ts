/** The EC2 Query protocol: flat, singular lists in; lowerCamel XML with `requestId` first out. */
import { AwsError } from '../base/awsError.ts';
import { shown } from './form.ts';
import { inputParser } from './formInput.ts';
import type { OperationModel, Protocol, ServiceModel, WireResponse } from './protocol.ts';
import type { QueryDialect } from './queryReader.ts';
import { kindOf, nameTrait, type Schema, schemaOf } from './schemaKind.ts';
import { element, escapeXml, XML_HEADER } from './xml.ts';
import { contentWriter } from './xmlWriter.ts';

const dialect: QueryDialect = {
  listsAreFlat: true,
  memberName: ec2Name,
  unknownParameter: (name) =>
    new AwsError('UnknownParameter', `The parameter ${shown(name)} is not recognized`),
  illTyped: (name, value, expected) =>
    new AwsError(
      'InvalidParameterValue',
      `Value (${shown(value)}) for parameter ${shown(name)} is invalid. It must be ${expected}.`,
    ),
  missing: missingParameter,
};

export const ec2Query: Protocol = { parseInput: inputParser(dialect), serializeOutput, serializeError };

/** Two lists have words of their own: what is tagged has an older name, and no instances are no parameter missing. */
function missingParameter(name: string, member: string): AwsError {
  if (member === 'InstanceIds') return new AwsError('InvalidParameterCombination', 'No instances specified');
  const shownName = name === 'ResourceId' && member === 'Resources' ? 'resourceIdSet' : name;
  return new AwsError('MissingParameter', `The request must contain the parameter ${shownName}`);
}

function serializeOutput(
  model: ServiceModel,
  operation: OperationModel,
  output: object,
  requestId: string,
): WireResponse {
  const root = `${operation.name}Response`;
  const content = element('requestId', requestId) + resultOf(schemaOf(operation.output), output);
  return xml(200, `<${root} xmlns="${model.xmlNamespace}">${content}</${root}>`);
}

/** An operation without an output shape answers `return`, as EC2 has always done. */
function resultOf(schema: Schema, output: object): string {
  return kindOf(schema) === 'unit' ? '<return>true</return>' : contentWriter(schema)(output);
}

function serializeError(_model: ServiceModel | undefined, error: AwsError, requestId: string): WireResponse {
  const detail = element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message));
  const errors = element('Errors', element('Error', detail));
  return xml(error.status, element('Response', errors + element('RequestID', requestId)));
}

function xml(status: number, root: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: XML_HEADER + root };
}

/** EC2's form names: the `ec2QueryName`, else the XML name with a capital. */
function ec2Name(member: Schema, name: string): string {
  const own = nameTrait(member, 'ec2QueryName');
  if (own) return own;
  const xmlName = nameTrait(member, 'xmlName') ?? name;
  return xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
}

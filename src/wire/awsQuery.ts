/** The AWS Query protocol (ELBv2, IAM, STS): `Name.member.N` lists in; a `…Result` and `ResponseMetadata` out. */
import { AwsError } from '../base/awsError.ts';
import { shown } from './form.ts';
import { inputParser } from './formInput.ts';
import type { OperationModel, Protocol, ServiceModel, WireResponse } from './protocol.ts';
import type { QueryDialect } from './queryReader.ts';
import { nameTrait, schemaOf } from './schemaKind.ts';
import { element, escapeXml, XML_HEADER } from './xml.ts';
import { contentWriter } from './xmlWriter.ts';

const dialect: QueryDialect = {
  listsAreFlat: false,
  memberName: (member, name) => nameTrait(member, 'xmlName') ?? name,
  unknownParameter: (name) => validationError(`The parameter ${shown(name)} is not recognized`),
  illTyped: (name, value, expected) =>
    validationError(
      `1 validation error detected: Value '${shown(value)}' at '${shown(name)}' failed to satisfy constraint: Member must be ${expected}`,
    ),
  missing: (_name, member) =>
    validationError(
      `1 validation error detected: Value null at '${lowerCamel(member)}' failed to satisfy constraint: Member must not be null`,
    ),
};

export const awsQuery: Protocol = { parseInput: inputParser(dialect), serializeOutput, serializeError };

function serializeOutput(
  model: ServiceModel,
  operation: OperationModel,
  output: object,
  requestId: string,
): WireResponse {
  const root = `${operation.name}Response`;
  const result = element(`${operation.name}Result`, contentWriter(schemaOf(operation.output))(output));
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return xml(200, `<${root} xmlns="${model.xmlNamespace}">${result}${metadata}</${root}>`);
}

function serializeError(model: ServiceModel | undefined, error: AwsError, requestId: string): WireResponse {
  const detail =
    element('Type', error.status < 500 ? 'Sender' : 'Receiver') +
    element('Code', escapeXml(error.code)) +
    element('Message', escapeXml(error.message));
  const content = element('Error', detail) + element('RequestId', requestId);
  const namespace = model ? ` xmlns="${model.xmlNamespace}"` : '';
  return xml(error.status, `<ErrorResponse${namespace}>${content}</ErrorResponse>`);
}

function xml(status: number, root: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: XML_HEADER + root };
}

function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Texts that callers give to groups and rules. */
import { AwsError } from '../../../base/awsError.ts';

const MAX_LENGTH = 255;
const ALLOWED = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/;
const SET = 'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';

/** @throws AwsError InvalidParameterValue */
export function checkGroupName(name: string): void {
  if (name.toLowerCase() === 'default') {
    throw invalid(`Cannot use reserved security group name: ${name}`);
  }
  if (name.startsWith('sg-')) throw invalid('Group names may not be in the format sg-*');
  if (name.length > MAX_LENGTH || !ALLOWED.test(name))
    throw invalid(describe('security group name', 'names'));
}

/** @throws AwsError InvalidParameterValue */
export function checkGroupDescription(description: string): void {
  if (description.length > MAX_LENGTH || !ALLOWED.test(description)) {
    throw invalid(describe('security group description', 'descriptions'));
  }
}

/** @throws AwsError InvalidParameterValue */
export function checkRuleDescription(description: string): void {
  if (description.length > MAX_LENGTH || !ALLOWED.test(description)) {
    throw invalid(describe('rule description', 'descriptions'));
  }
}

function describe(what: string, plural: string): string {
  return `Invalid ${what}. Valid ${plural} are strings less than 256 characters from the following set: ${SET}`;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** The document of a managed policy. */
import { checkPolicyDocument } from '../documents.ts';

export const POLICY_SIZE = 6144;

export function checkManagedDocument(text: string | undefined): string {
  const tooLong = `Cannot exceed quota for PolicySize: ${POLICY_SIZE}`;
  return checkPolicyDocument(text, POLICY_SIZE, tooLong, 'managed');
}

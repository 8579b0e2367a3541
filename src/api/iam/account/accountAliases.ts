/** CreateAccountAlias, DeleteAccountAlias, ListAccountAliases: one at most, unique among all accounts. */
import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from '@aws-sdk/client-iam';
import type { Call } from '../../operation.ts';
import { alreadyExists, noSuchEntity, validationError } from '../errors.ts';
import { checkLength } from '../names.ts';
import { pageOf } from '../pages.ts';

/** A new alias takes the place of the old one. */
export function createAccountAlias(call: Call, { AccountAlias }: CreateAccountAliasRequest): object {
  const { tx, accountId } = call;
  const id = checkAlias(AccountAlias);
  if (tx.accountAliases.has(id)) throw alreadyExists(`The account alias ${id} already exists.`);
  for (const old of tx.accountAliases.by('account', accountId)) tx.accountAliases.delete(old.id);
  tx.accountAliases.put({ id, accountId, createdAt: call.now.toISOString(), tags: {} });
  return {};
}

export function deleteAccountAlias(call: Call, { AccountAlias }: DeleteAccountAliasRequest): object {
  const id = checkAlias(AccountAlias);
  if (call.tx.accountAliases.get(id)?.accountId !== call.accountId) {
    throw noSuchEntity(`The account alias ${id} cannot be found.`);
  }
  call.tx.accountAliases.delete(id);
  return {};
}

export function listAccountAliases(call: Call, input: ListAccountAliasesRequest): ListAccountAliasesResponse {
  const names = call.tx.accountAliases.by('account', call.accountId).map(({ id }) => id);
  const { items, page } = pageOf(names, (name) => name, input);
  return { AccountAliases: items, ...page };
}

function checkAlias(alias: string | undefined): string {
  const text = checkLength(alias, 'accountAlias', 3, 63);
  if (/^[a-z0-9]([a-z0-9]|-(?!-))*[a-z0-9]$/.test(text)) return text;
  throw validationError(
    'The specified value for accountAlias is invalid. It must contain only digits, lowercase letters, and hyphens (-), but cannot begin or end with a hyphen or contain two hyphens in a row.',
  );
}

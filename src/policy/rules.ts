/** What the words of a policy must keep to. The order is AWS's: the first rule that is broken is the one that is told. */
import { isConditionDate } from './conditionDate.ts';
import type { PolicyPlace } from './document.ts';
import type { JsonNode } from './json.ts';
import { faultAt, type PolicyError } from './policyError.ts';
import { resourceFault, standsInOldForm } from './resourceForms.ts';
import type { Draft, Text } from './statement.ts';

export interface PolicyDraft {
  readonly node: JsonNode;
  readonly place: PolicyPlace;
  readonly version: string | undefined;
  readonly statements: readonly Draft[];
}

type Rule = (policy: PolicyDraft) => PolicyError | undefined;

const RULES: readonly Rule[] = [
  newVersion,
  oldForms,
  noResources,
  wellNamed,
  namedApart,
  actionsThere,
  resourcesKnown,
  actionsKnown,
  resourcesThere,
];

/** @throws PolicyError */
export function checkRules(policy: PolicyDraft): void {
  for (const rule of RULES) {
    const fault = rule(policy);
    if (fault) throw fault;
  }
}

function newVersion({ node, place, version }: PolicyDraft): PolicyError | undefined {
  if (place !== 'managed' || version === '2012-10-17') return undefined;
  return faultAt(node, 'Policy document must be version 2012-10-17 or greater.');
}

/** AWS reads a policy a second time, by an older and stricter grammar of effects, dates and resources. */
function oldForms({ statements }: PolicyDraft): PolicyError | undefined {
  const effect = statements.find(({ effect }) => effect.text !== 'Allow' && effect.text !== 'Deny');
  const dated = statements.find(({ conditions }) =>
    conditions.some(
      ({ operator, values }) =>
        /^(For\w+:)?Date/.test(operator) && !values.every((value) => isConditionDate(value)),
    ),
  );
  const broken = effect?.effect.node ?? dated?.node ?? oldResource(statements);
  return broken && faultAt(broken, 'The policy failed legacy parsing');
}

/** Looked for only before the first resource whose form is wrong anyway. */
function oldResource(statements: readonly Draft[]): JsonNode | undefined {
  for (const { resource } of statements) {
    const items = resource?.items ?? [];
    if (items.some(({ text }) => resourceFault(text))) return undefined;
    const broken = items.find(({ text }) => !standsInOldForm(text));
    if (broken) return broken.node;
  }
  return undefined;
}

function noResources({ place, statements }: PolicyDraft): PolicyError | undefined {
  if (place !== 'trust') return undefined;
  const found = statements.find(({ resource }) => resource)?.resource;
  return found && faultAt(found.node, 'Has prohibited field Resource');
}

function wellNamed({ place, statements }: PolicyDraft): PolicyError | undefined {
  if (place === 'resource') return undefined;
  const found = statements.find(({ sid }) => sid && !/^[0-9A-Za-z]*$/.test(sid.text));
  return (
    found?.sid &&
    faultAt(
      found.sid.node,
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
  );
}

function namedApart({ node, statements }: PolicyDraft): PolicyError | undefined {
  const sids = statements.flatMap(({ sid }) => sid?.text || []);
  if (new Set(sids).size === sids.length) return undefined;
  return faultAt(node, 'Statement IDs (SID) in a single policy must be unique.');
}

function actionsThere({ statements }: PolicyDraft): PolicyError | undefined {
  const found = statements.find(({ action }) => !action?.items.length);
  return found && faultAt(found.action?.node ?? found.node, 'Policy statement must contain actions.');
}

function resourcesKnown({ statements }: PolicyDraft): PolicyError | undefined {
  const items = statements.flatMap(({ resource }) => resource?.items ?? []);
  return firstFault(items, resourceFault);
}

function actionsKnown({ statements }: PolicyDraft): PolicyError | undefined {
  const items = statements.flatMap(({ action }) => action?.items ?? []);
  return firstFault(items, actionFault);
}

function actionFault(action: string): string | undefined {
  const [vendor = '', ...names] = action.split(':');
  if (names.length > 1) return 'Actions/Condition can contain only one colon.';
  if (action === '*') return undefined;
  if (names.length === 0) return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  return /^(\*|[\w.-]*)$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}

function resourcesThere({ place, statements }: PolicyDraft): PolicyError | undefined {
  if (place === 'trust') return undefined;
  const found = statements.find(({ resource }) => !resource?.items.length);
  return found && faultAt(found.resource?.node ?? found.node, 'Policy statement must contain resources.');
}

function firstFault(
  items: readonly Text[],
  faultOf: (text: string) => string | undefined,
): PolicyError | undefined {
  for (const { node, text } of items) {
    const fault = faultOf(text);
    if (fault) return faultAt(node, fault);
  }
  return undefined;
}

import { invariant, usageKeyFingerprint } from '#libs/kernel/index.js';
import type { UsageFacts } from '../domain/commands.js';
import type { NetAllocation } from '../domain/events.js';
import { correctionKey, grantKey } from '../domain/keys.js';
import type { GrantTerms } from '../domain/terms.js';
import { findRecord, type FactsParts, type RecordOf } from './find-record.js';

export interface UsageId {
  readonly account: string;
  readonly key: { readonly source: string; readonly id: string };
}

/** What is recorded about a usage (rule 27); `undefined`: the account was never charged for it. */
export async function readUsageFacts(parts: FactsParts, { account, key }: UsageId): Promise<UsageFacts | undefined> {
  const debit = await findRecord(parts, account, usageKeyFingerprint(key, parts.sha256), 'UsageCharged');
  if (debit === undefined) return undefined;
  const last = await lastCorrection(parts, account, debit.revision);
  return {
    charged: debit.event.data,
    chargedRevision: debit.revision,
    last: last?.event.data ?? null,
    lastRevision: last?.revision ?? debit.revision,
    grants: await grantsOf(parts, account, (last ?? debit).event.data.allocations),
  };
}

/** Each correction names the fact it corrects, so the last is found from one to the next. */
export async function lastCorrection(
  parts: FactsParts,
  account: string,
  chargedRevision: number,
): Promise<RecordOf<'UsageCorrected'> | undefined> {
  let last: RecordOf<'UsageCorrected'> | undefined;
  for (;;) {
    const key = correctionKey(account, last?.revision ?? chargedRevision, parts.sha256);
    const next = await findRecord(parts, account, key, 'UsageCorrected');
    if (next === undefined) return last;
    last = next;
  }
}

async function grantsOf(
  parts: FactsParts,
  account: string,
  allocations: readonly NetAllocation[],
): Promise<readonly GrantTerms[]> {
  const ids = new Set(allocations.flatMap(({ grant }) => (grant === null ? [] : [grant])));
  return Promise.all([...ids].map((grant) => grantTerms(parts, account, grant)));
}

async function grantTerms(parts: FactsParts, account: string, grant: string): Promise<GrantTerms> {
  const granted = await findRecord(parts, account, grantKey(account, grant, parts.sha256), 'CreditsGranted');
  invariant(granted !== undefined, 'a grant that paid was given');
  return granted.event.data.terms;
}

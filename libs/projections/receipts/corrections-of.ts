import { invariant, type HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent, Revision } from '#libs/journal/contract.js';
import { correctionKey, type AccountEvent, type UsageCharged, type UsageCorrected } from '#libs/ledger/contract.js';
import { recordAt } from './journal-records.js';
import type { ReceiptCorrection, ReceiptNet } from './receipt-view.js';

/** Each correction is found by the fact it corrects: one follows from another (rule 27). Oldest first. */
export async function correctionsOf(
  reader: JournalReader,
  { stream, revision, event }: RecordedEvent<UsageCharged>,
  sha256: HashText,
): Promise<readonly ReceiptCorrection[]> {
  const { account } = event.data.usage;
  const corrections: ReceiptCorrection[] = [];
  for (let corrected: Revision = revision; ;) {
    const use = await reader.findKey(correctionKey(account, corrected, sha256));
    if (use === undefined) return corrections;
    const record = await recordAt(reader, stream, use.revision);
    invariant(isCorrection(record), 'a correction key leads to a correction');
    corrections.push(correctionView(record, await refundsOf(reader, record)));
    corrected = record.revision;
  }
}

export function netOf(
  { event, revision }: RecordedEvent<UsageCharged>,
  last: ReceiptCorrection | undefined,
): ReceiptNet {
  const { tariffs, components, allocations, totalMicro } = last ?? event.data;
  const net = allocations.map(({ component, grant, overage, amountMicro }) => ({
    component,
    grant,
    overage,
    amountMicro,
  }));
  return { tariffs, components, allocations: net, totalMicro, revision: last?.revision ?? revision };
}

/** They follow the correction in the same append, one per grant that had ended (rule 28). */
async function refundsOf(
  reader: JournalReader,
  { stream, revision, event }: RecordedEvent<UsageCorrected>,
): Promise<ReceiptCorrection['refundGrants']> {
  const ended = event.data.steps.filter(({ type }) => type === 'grant_refunded' || type === 'overage_repaid_refunded');
  const expected = new Set(ended.map(({ grant }) => grant)).size;
  if (expected === 0) return [];
  const records = await reader.stream<AccountEvent>(stream, revision + 1, expected);
  return records.map((record) => {
    invariant(record.event.type === 'CreditsGranted', 'a refund grant follows its correction');
    const { grant, amountMicro, expiresAt } = record.event.data.terms;
    return { grant, amountMicro, expiresAt };
  });
}

function correctionView(
  { event, meta, revision }: RecordedEvent<UsageCorrected>,
  refundGrants: ReceiptCorrection['refundGrants'],
): ReceiptCorrection {
  const { correction, fault, reason, tariffs, components, allocations, totalMicro, deltaMicro, steps, lines } =
    event.data;
  const { period, remainingAfterMicro, overageAfterMicro } = event.data;
  return {
    correction,
    fault,
    reason,
    tariffs,
    components,
    allocations,
    totalMicro,
    deltaMicro,
    steps,
    refundGrants,
    lines,
    period,
    remainingAfterMicro,
    overageAfterMicro,
    recordedAt: meta.recordedAt,
    actor: meta.actor,
    revision,
  };
}

function isCorrection(record: RecordedEvent<AccountEvent>): record is RecordedEvent<UsageCorrected> {
  return record.event.type === 'UsageCorrected';
}

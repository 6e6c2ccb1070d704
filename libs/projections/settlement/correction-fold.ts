import { invariant, type GrantId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { CorrectionStep, UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import type { Fold } from '../runner/projection.js';
import { UNPAID, WRITTEN_OFF, type LotText } from './lot.js';
import { refundHolder } from './lot-rows.js';
import type { OveragePayers } from './overage-payers.js';
import { placeText, pricedPlace, type PlaceText } from './place.js';
import { recover } from './recover-overage.js';
import type { SettlementMonth } from './settlement-month.js';
import type { SettlementRows, UsageSums } from './settlement-rows.js';

export interface Correcting {
  readonly correction: UsageCorrected['data'];
  readonly debit: UsageCharged['data'];
  readonly month: SettlementMonth;
  readonly revision: Revision;
}

/** Rules 27, 28, 36: quantities and revenue change by what the correction moves, and by nothing else. */
export function correctionFold(rows: SettlementRows, correcting: Correcting): Fold {
  const { correction, debit, month, revision } = correcting;
  const { account, replaced } = correction;
  const place = placeText(debit.usage);
  const before = replaced.tariffs.map((pin) => rows.usage(month, pricedPlace(place, pin)));
  const after = correction.tariffs.map((pin) => rows.usage(month, pricedPlace(place, pin)));
  const home = rows.usage(month, pricedPlace(place, debit.tariffs[0]!));
  const undone = correction.steps.map((step) => stepFold(rows, step, { account, place, month, home }));
  const refunds = refundedGrants(correction.steps).map((grant) => rows.lot(account, grant));
  return () => {
    for (const component of replaced.components) before[component.tariff]!.add(component, -1n);
    for (const component of correction.components) after[component.tariff]!.add(component, 1n);
    for (const fold of undone) fold();
    refunds.forEach((lot, index) => rows.keepLot(account, refundHolder(revision + 1 + index), lot()));
  };
}

interface Undoing {
  readonly account: string;
  readonly place: PlaceText;
  readonly month: SettlementMonth;
  readonly home: UsageSums;
}

function stepFold(rows: SettlementRows, step: CorrectionStep, { account, place, month, home }: Undoing): Fold {
  const { type, grant, bucket, amountMicro } = step;
  const lot = grant === null ? undefined : rows.lot(account, grant);
  const payers = bucket === null ? undefined : rows.payers(account, bucket);
  const expired = type.endsWith('_expired') ? rows.flow(month, 'expired') : undefined;
  const recovered = payers === undefined ? undefined : rows.flow(month, 'recovered');
  return () => {
    const sign = type === 'charge' ? 1n : -1n;
    home.draw(payers === undefined ? lot!() : UNPAID, sign * amountMicro);
    if (payers !== undefined && type === 'charge') payers().use(place, amountMicro);
    if (payers !== undefined && type !== 'charge') {
      recover(recovered!, payers().undo(place, settledBy(step, payers(), lot), amountMicro));
    }
    expired?.(lot!(), amountMicro);
  };
}

/** Who had settled the overage that is undone. */
function settledBy({ type }: CorrectionStep, payers: OveragePayers, lot: (() => LotText) | undefined): LotText {
  if (type === 'overage_open') return UNPAID;
  if (type === 'overage_written_off') return WRITTEN_OFF;
  if (type === 'overage_billed') return payers.billedLot();
  invariant(lot !== undefined, 'what was repaid names the grant that did');
  return lot();
}

/** One per refund grant, in the order in which they follow the correction. */
function refundedGrants(steps: readonly CorrectionStep[]): readonly GrantId[] {
  const refunded = steps.filter(({ type }) => type === 'grant_refunded' || type === 'overage_repaid_refunded');
  return [...new Set(refunded.map(({ grant }) => grant!))];
}

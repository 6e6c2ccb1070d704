import type { HoldReason } from '../../contract.js';

/** What each hold waits for. A new reason does not compile until it stands here. */
export const HOLD_REASON_MEANINGS: Readonly<Record<HoldReason, string>> = {
  account_unknown: 'The account is not open. Charged by itself once it is.',
  rate_unknown: 'The tariff book has no rate for the model, kind and tier at that time. Charged once one is published.',
  usage_too_old: 'It happened longer ago than the late horizon when it arrived (rule 13). An operator decides.',
  usage_in_future: 'It happened more than 5 minutes after it arrived (rule 13). An operator decides.',
  amount_out_of_range: "An amount would leave the account's range (rule 1). An operator decides.",
  reservation_already_settled:
    'Its reservation was settled by the same request id under another key (rule 24). An operator decides.',
};

import { REFUSAL_CODES, type RefusalCode } from '#libs/metering/index.js';
import { HOLD_REASONS, type HoldReason } from '../../contract.js';
import { HOLD_REASON_MEANINGS } from './hold-reasons.js';

export interface Explanation {
  readonly meaning: string;
  /** What would mend it, and whether the same event can be told again then. */
  readonly mend: string;
}

const SEND_ANEW =
  'Only its producer can mend it: have the event corrected and sent again; no charge was made, so its id may stay.';
const REPLAY_AFTER_UPGRADE = `${SEND_ANEW} Where a later version of the contract takes what this one refused, replay it.`;

/** What would mend a rejected event. A new code does not compile until it stands here. */
const REJECTED_MENDS: Readonly<Record<RefusalCode, string>> = {
  event_too_large: 'Have the producer send less: usage holds counts and ids, never content of calls.',
  tombstone: 'Nothing is lost: there is no usage in it. Correct usage with POST /v1/accounts/{account}/corrections.',
  invalid_utf8: SEND_ANEW,
  malformed_json: SEND_ANEW,
  nested_too_deep: SEND_ANEW,
  not_a_cloudevent: SEND_ANEW,
  cloudevents_format_unsupported: 'Have the producer send application/cloudevents+json, or binary mode.',
  cloudevents_batch_unsupported: 'Have the producer send each event as a record of its own.',
  header_repeated: SEND_ANEW,
  specversion_unsupported: 'Have the producer send CloudEvents 1.0.',
  event_type_unsupported: 'Have the producer send tokenledger.usage.v1 only to this topic or address.',
  data_content_type_unsupported: 'Have the producer send data as JSON.',
  data_base64_unsupported: 'Have the producer send data as a JSON object.',
  member_missing: SEND_ANEW,
  member_unknown: REPLAY_AFTER_UPGRADE,
  type_mismatch: SEND_ANEW,
  text_invalid: SEND_ANEW,
  value_not_allowed: REPLAY_AFTER_UPGRADE,
  kind_unknown: REPLAY_AFTER_UPGRADE,
  quantity_invalid: SEND_ANEW,
  quantities_or_usage: SEND_ANEW,
  time_missing: SEND_ANEW,
  time_invalid: SEND_ANEW,
  usage_missing:
    'Have the gateway measure or estimate the call and send it again, with quality `estimated` where it is.',
  inconsistent_usage: REPLAY_AFTER_UPGRADE,
  source_not_allowed:
    'Decide whether the producer may send for this source. If so, add the source to those of the topic (KAFKA_USAGE_SOURCES) and replay the event, or have it sent with an API key that is bound to it; if not, look who sends in its name.',
};

/** What would mend a held event. A new reason does not compile until it stands here. */
const HELD_MENDS: Readonly<Record<HoldReason, string>> = {
  account_unknown: 'Open the account; where the name is wrong, have the event sent again with a new id.',
  rate_unknown: 'Publish a tariff version that is in effect at the time of the call.',
  usage_too_old: 'It stays held: grant or correct by hand what is agreed on, or have newer usage sent.',
  usage_in_future:
    'Have the clock of the producer set right, and the event sent again with its true time and a new id.',
  amount_out_of_range: 'Check the quantities and the tariff; once the rate is put right for its time, retry it.',
  reservation_already_settled:
    'Find out whether it is the same call told twice. If not, have it sent again without the reservation, with a new id.',
};

/** `undefined` for a code of an earlier version that nobody knows any more. */
export function explainRejected(code: string): Explanation | undefined {
  if (!isOneOf(Object.keys(REFUSAL_CODES) as RefusalCode[], code)) return undefined;
  return { meaning: REFUSAL_CODES[code], mend: REJECTED_MENDS[code] };
}

export function explainHeld(reason: string): Explanation | undefined {
  if (!isOneOf(HOLD_REASONS, reason)) return undefined;
  return { meaning: HOLD_REASON_MEANINGS[reason], mend: HELD_MENDS[reason] };
}

function isOneOf<Known extends string>(known: readonly Known[], text: string): text is Known {
  return (known as readonly string[]).includes(text);
}

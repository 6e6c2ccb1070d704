import { ALERT, ALERT_TYPES } from './alert-message.js';
import { BALANCE, BALANCE_TYPE } from './balance-message.js';
import { factSchema, factType } from './fact-message.js';
import { INVOICE_LINE_TYPE } from './invoice-line-message.js';
import { INVOICE_LINE } from './invoice-line-shape.js';
import type { PublicFact } from './public-fact.js';
import { PUBLIC_FACTS } from './public-facts.js';
import { REJECTED, REJECTED_TYPE } from './rejected-message.js';
import type { JsonSchema } from './shape.js';

/** One type of message: what it means, and the JSON Schema of its data. */
export interface OutMessageType {
  readonly type: string;
  readonly meaning: string;
  readonly schema: JsonSchema;
}

/** One topic the ledger writes to. */
export interface OutChannel {
  /** Without the prefix of an installation. */
  readonly topic: string;
  readonly about: string;
  /** What the record key is. */
  readonly key: string;
  /** Keeps the last message of each key for ever, instead of all for some time. */
  readonly compacted: boolean;
  /** It may not be kept longer, whatever is configured; absent: as configured. */
  readonly keptAtMostMs?: number;
  /** A message may be so large; absent: what brokers take by default, 1 MiB, is more than enough. */
  readonly messageBytesMax?: number;
  readonly messages: readonly OutMessageType[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;
const ACCOUNT_KEY = 'Id of the account.';

export const OUT_CHANNELS = {
  events: {
    topic: 'ledger.events.v1',
    about: 'Every fact of every account, in order per account.',
    key: ACCOUNT_KEY,
    compacted: false,
    // An account opens with 10,000 members, a transfer takes from 1,000 grants; what does not fit holds back all after it.
    messageBytesMax: 4 * MIB,
    messages: Object.values<Pick<PublicFact<never>, 'name' | 'version' | 'meaning' | 'schema'>>(PUBLIC_FACTS).map(
      (fact) => ({ type: factType(fact), meaning: fact.meaning, schema: factSchema(fact) }),
    ),
  },
  balances: {
    topic: 'ledger.balances.v1',
    about: 'What each account holds, and whether it is blocked; the last message of an account stands.',
    key: ACCOUNT_KEY,
    compacted: true,
    messages: [
      { type: BALANCE_TYPE, meaning: 'What an account holds, judged at `at`.', schema: BALANCE.schema },
    ] as readonly OutMessageType[],
  },
  alerts: {
    topic: 'ledger.alerts.v1',
    about: 'Warnings of low balances (rule 35), as they fire and as they are cleared.',
    key: ACCOUNT_KEY,
    compacted: false,
    messages: [
      { type: ALERT_TYPES.fired, meaning: 'A threshold was crossed.', schema: ALERT.schema },
      { type: ALERT_TYPES.cleared, meaning: 'It is not crossed any more.', schema: ALERT.schema },
    ] as readonly OutMessageType[],
  },
  invoiceLines: {
    topic: 'ledger.invoice-lines.v1',
    about: 'Every line of every sealed billing period (rules 3, 34).',
    key: ACCOUNT_KEY,
    compacted: false,
    messages: [
      { type: INVOICE_LINE_TYPE, meaning: 'A line that never changes again.', schema: INVOICE_LINE.schema },
    ] as readonly OutMessageType[],
  },
  rejected: {
    topic: 'metering.usage.rejected.v1',
    about: 'Metering records that can never be charged as they are; for operators alone (rule 38).',
    key: 'CloudEvents `source` of the usage, where it could be read; else where the record came from.',
    compacted: false,
    // With segments of a day: gone before the 30 days of rule 38 are over.
    keptAtMostMs: 28 * DAY_MS,
    messages: [
      { type: REJECTED_TYPE, meaning: 'A record, why it was rejected, and its bytes.', schema: REJECTED.schema },
    ] as readonly OutMessageType[],
  },
} satisfies Record<string, OutChannel>;

export type OutChannelName = keyof typeof OUT_CHANNELS;

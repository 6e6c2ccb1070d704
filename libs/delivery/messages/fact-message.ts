import { formatInstant, type AccountId } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { CloudEvent } from './cloud-event.js';
import type { PublicFact } from './public-fact.js';
import { PUBLIC_FACTS } from './public-facts.js';
import { count, id, instant, object, type JsonSchema } from './shape.js';

/** Around every fact: of which account, and where it stands. */
const AROUND = object({
  account: id('Of which account.'),
  position: count('In the journal of the whole ledger: greater is later.'),
  revision: count('In the history of the account: 0, 1, 2 … without a gap.'),
  recordedAt: instant('When it was recorded; never runs backwards within an account.'),
});

const ACCOUNT_STREAM = 'account-';

/** Tariffs and products have streams of their own; they are read over HTTP. */
export function isOfAccount(record: RecordedEvent): record is RecordedEvent<AccountEvent> {
  return record.stream.startsWith(ACCOUNT_STREAM);
}

export function accountOf({ stream }: RecordedEvent): AccountId {
  return stream.slice(ACCOUNT_STREAM.length);
}

export function factType({ name, version }: Pick<PublicFact<never>, 'name' | 'version'>): string {
  return `ledger.${name}.v${version}`;
}

export function factSchema({ schema, meaning }: Pick<PublicFact<never>, 'schema' | 'meaning'>): JsonSchema {
  const around = AROUND.schema as unknown as ObjectSchema;
  const { required, properties } = schema as unknown as ObjectSchema;
  return {
    type: 'object',
    description: meaning,
    required: [...around.required, ...required],
    properties: { ...around.properties, ...properties },
  };
}

interface ObjectSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

/** What the outside is told of an event. */
export function factMessage(record: RecordedEvent<AccountEvent>, ledgerId: string): CloudEvent {
  const { event, meta, position, revision } = record;
  const fact = PUBLIC_FACTS[event.type] as PublicFact<AccountEvent['data']>;
  const account = accountOf(record);
  return {
    id: `${ledgerId}-${position}`,
    type: factType(fact),
    time: meta.recordedAt,
    subject: account,
    data: { account, position, revision, recordedAt: formatInstant(meta.recordedAt), ...fact.of(event.data) },
  };
}

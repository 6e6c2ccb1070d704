import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import type { ReadModels } from '#libs/projections/contract.js';
import { KeepingPublisher } from '../../../test/support/delivery/keeping-publisher.js';
import { faultsOf } from '../../../test/support/delivery/published-schemas.js';
import { anyJournal } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { Feed } from '../feeds/feed.js';
import { balanceData } from '../messages/balance-message.js';
import { AlertsFeed } from './alerts-feed.js';
import { BalanceTeller } from './balance-teller.js';
import { BalancesFeed } from './balances-feed.js';
import { EventsFeed } from './events-feed.js';
import { InvoiceLinesFeed } from './invoice-lines-feed.js';

const LEDGER = 'ledger-1';
const NOW = Date.UTC(2026, 5, 1);
const ALL = 100_000;

interface Told {
  readonly events: KeepingPublisher;
  readonly balances: KeepingPublisher;
  readonly alerts: KeepingPublisher;
  readonly lines: KeepingPublisher;
}

/** Tells the whole journal, `step` positions at a time; every n-th answer is lost and its telling begun again. */
async function tellAll(reader: JournalReader, models: ReadModels, step: number, losses: readonly number[]) {
  const told: Told = {
    events: new KeepingPublisher(),
    balances: new KeepingPublisher(),
    alerts: new KeepingPublisher(),
    lines: new KeepingPublisher(),
  };
  const parts = { publisher: told.balances, ledgerId: LEDGER, sha256, clock: () => NOW };
  const lineParts = { invoices: models.invoices, ledgerId: LEDGER };
  const teller = new BalanceTeller({ ...parts, balances: models.balances });
  const feeds: readonly (readonly [Feed, KeepingPublisher])[] = [
    [new EventsFeed({ reader, publisher: told.events, ledgerId: LEDGER }), told.events],
    [new BalancesFeed(reader, teller), told.balances],
    [new AlertsFeed({ alerts: models.alerts, publisher: told.alerts, ledgerId: LEDGER }), told.alerts],
    [new InvoiceLinesFeed({ ...lineParts, publisher: told.lines, linesAtOnce: 3 }), told.lines],
  ];
  const head = await reader.head();
  for (const [feed, publisher] of feeds) {
    let cursor = 0;
    for (let round = 0; cursor < head; round += 1) {
      publisher.loseAnswers = losses.includes(round) ? 1 : 0;
      cursor = await feed.tell(cursor, Math.min(head, cursor + step)).catch(() => cursor);
    }
  }
  return told;
}

describe('the topics, whatever happens to the accounts', () => {
  const anyStep = fc.integer({ min: 1, max: 40 });
  const anyLosses = fc.uniqueArray(fc.nat(12), { maxLength: 6 });

  it('are told what the ledger came to: once per id, in order, as the schemas have it', () =>
    fc.assert(
      fc.asyncProperty(anyJournal, anyStep, anyLosses, async (journal, step, losses) => {
        await afterProjecting(journal, async (models) => {
          const told = await tellAll(journal, models, step, losses);
          for (const { messages } of Object.values<KeepingPublisher>({ ...told })) {
            for (const message of messages) expect(faultsOf(message)).toEqual([]);
          }
          const accounts = journal.records.filter(({ stream }) => stream.startsWith('account-'));
          expect(told.events.once().map(({ data }) => data['position'])).toEqual(
            accounts.map(({ position }) => position),
          );
          const alerts = await models.alerts.transitions(0, ALL, ALL);
          expect(told.alerts.once().map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
          const { items } = await models.invoices.sealedLines({ after: undefined }, ALL);
          expect(told.lines.once().map(({ data }) => [data['position'], data['ordinal']])).toEqual(
            items.map(({ position, ordinal }) => [position, ordinal]),
          );
        });
      }),
      { numRuns: 25 },
    ));

  it('end, for balances, with what the account holds', () =>
    fc.assert(
      fc.asyncProperty(anyJournal, anyStep, anyLosses, async (journal, step, losses) => {
        await afterProjecting(journal, async (models) => {
          const { messages } = (await tellAll(journal, models, step, losses)).balances;
          const last = new Map(messages.map(({ key, data }) => [key, data]));
          for (const account of new Set(journal.records.map(({ stream }) => stream.replace('account-', '')))) {
            const view = await models.balances.balance(account, NOW);
            expect(last.get(account)).toEqual(view && balanceData(view));
          }
        });
      }),
      { numRuns: 15 },
    ));
});

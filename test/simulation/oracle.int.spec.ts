import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedLedger, type EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector, createReadModels, type ReadModels, type Views } from '#libs/projections/index.js';
import type { AccountEvent } from '#libs/ledger/index.js';
import {
  makeTraffic,
  Oracle,
  reportOf,
  stepsOf,
  type AccountReport,
  type BookedCharge,
} from '../support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { ProductReplay } from './product-replay.js';

const LONG_PAGE = { limit: 1_000 };

/** A charge in words both sides share. */
function oracleCharge(charge: BookedCharge): unknown {
  return {
    key: [charge.usage.source, charge.usage.id],
    period: charge.period,
    judgedAt: charge.judgedAt,
    flags: charge.flags,
    components: charge.components.map((one) => [one.kind, one.quantity, one.version, one.amountMicro]),
    allocations: charge.allocations.map((one) => [
      one.component,
      one.grant,
      one.overagePeriod,
      one.amountMicro,
      one.afterMicro,
    ]),
    after: [charge.remainingAfterMicro, charge.overageAfterMicro],
  };
}

describe.each([
  { seed: 1, events: 2_500, expiringShare: 0, batchSize: 500 },
  { seed: 2, events: 2_500, expiringShare: 0, batchSize: 7 },
  { seed: 3, events: 1_000, expiringShare: 0.5, batchSize: 1 },
  { seed: 4, events: 1_000, expiringShare: 0.5, batchSize: 1 },
])('the product and the oracle on random traffic, %o', ({ batchSize, ...options }) => {
  const traffic = makeTraffic({ accounts: 25, priceChange: true, ...options });
  const oracle = new Oracle().run(stepsOf(traffic));
  const replay = new ProductReplay(batchSize);
  let folder: TemporaryFolder;
  let ledger: EmbeddedLedger;
  let views: Views;
  let models: ReadModels;

  beforeEach(async () => {
    folder = temporaryFolder();
    ledger = await openEmbeddedLedger({ dataDir: folder.path, clock: () => replay.now });
    views = await openViews(join(folder.path, 'views.db'));
    models = createReadModels(views, ledger.reader, sha256);
  });

  afterEach(async () => {
    await views.close();
    await ledger.close();
    folder.remove();
  });

  it('agree on every outcome, charge, balance, usage line and alert', async () => {
    await replay.run(ledger, stepsOf(traffic));
    const { reader, eventStore } = ledger;
    const recordId = (record: { position: number }): string => String(record.position);
    await createProjector({ reader, views, ledgerId: eventStore.ledgerId, recordId, now: () => replay.now }).catchUp();

    const [totals] = await ledger.intakeRecords.totals();
    expect(totals?.counts).toEqual(oracle.totals.get('traffic'));
    expect(replay.refusals).toEqual(oracle.refusals);
    for (const [id, book] of oracle.accounts) {
      expect([id, await productCharges(id)]).toEqual([id, book.charges.map(oracleCharge)]);
      expect([id, await productReport(id)]).toEqual([id, comparable(reportOf(book))]);
    }
  });

  async function productCharges(account: string): Promise<unknown[]> {
    const events = await ledger.reader.stream<AccountEvent>(`account-${account}`, 0, 100_000);
    return events.flatMap(({ event }) => {
      if (event.type !== 'UsageCharged') return [];
      const { data } = event;
      return {
        key: [data.usage.source, data.usage.id],
        period: data.period,
        judgedAt: data.judgedAt,
        flags: data.flags,
        components: data.components.map((one) => [
          one.kind,
          BigInt(one.quantity),
          data.tariffs[one.tariff]?.version,
          one.amountMicro,
        ]),
        allocations: data.allocations.map((one) => [
          one.component,
          one.grant,
          one.overage?.period ?? null,
          one.amountMicro,
          one.afterMicro,
        ]),
        after: [data.remainingAfterMicro, data.overageAfterMicro],
      };
    });
  }

  async function productReport(account: string): Promise<unknown> {
    const balance = await models.balances.balance(account, replay.now);
    const grants = await models.balances.grants(account, LONG_PAGE, replay.now);
    const alerts = await models.alerts.alerts({ account }, LONG_PAGE);
    const { items: periods } = await models.accounts.periods(account, LONG_PAGE);
    const invoices = await Promise.all(periods.map(({ period }) => models.invoices.invoice(account, period)));
    const lines = invoices.flatMap((invoice) =>
      (invoice?.lines ?? []).flatMap((line) =>
        line.type === 'usage'
          ? [
              [
                invoice?.period.period,
                line.model,
                line.tier,
                line.kind,
                line.tariff.version,
                line.quantity,
                line.creditsMicro,
                line.events,
              ].join(' '),
            ]
          : [],
      ),
    );
    return {
      remainingByGrant: Object.fromEntries(grants.items.map((grant) => [grant.grant, grant.remainingMicro])),
      remainingMicro: balance?.remainingMicro,
      overageMicro: balance?.overageMicro,
      lines: lines.sort(),
      alerts: alerts.items.map((alert) => `${alert.kind} ${alert.threshold}`).sort(),
    };
  }

  function comparable(report: AccountReport): unknown {
    const lines = report.usageLines.map((line) =>
      [
        line.period,
        line.model,
        line.tier,
        line.kind,
        line.tariffVersion,
        line.quantity,
        line.creditsMicro,
        line.charges,
      ].join(' '),
    );
    return {
      remainingByGrant: report.remainingByGrant,
      remainingMicro: report.remainingMicro,
      overageMicro: report.overageMicro,
      lines: lines.sort(),
      alerts: report.alerts.map((alert) => `${alert.kind} ${alert.threshold}`).sort(),
    };
  }
});

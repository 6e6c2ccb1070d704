import type { Kysely, Transaction } from 'kysely';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { CREDIT_FLOWS, creditFlowsTable, type CreditFlow, type CreditFlowRow } from './credit-flow-rows.js';
import { isBilledLot, UNPAID, type LotText } from './lot.js';
import { placeAndPin } from './place.js';
import { partsOfRecovered } from './recover-overage.js';
import { settledUsageTable, type SettledUsageRow } from './settled-usage-rows.js';
import type { SettlementFigures, SettlementQueries } from './settlement-figures.js';
import type { SettlementMonth } from './settlement-month.js';
import { addTo, type Sums } from './sums.js';

export class SqlSettlementQueries implements SettlementQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction, so that all is of one position. */
  figures(month: SettlementMonth): Promise<SettlementFigures> {
    return this.db.transaction().execute((transaction) => readFigures(transaction, month));
  }
}

async function readFigures(db: Transaction<ViewsSchema>, month: SettlementMonth): Promise<SettlementFigures> {
  const usage = await usageRows(db, month);
  const flows = await flowRows(db, month);
  const own = flows.filter((row) => row.month === month);
  const sumsOf = (flow: CreditFlow): Sums => own.find((row) => row.flow === flow)?.sums ?? new Map<string, bigint>();
  return {
    month,
    usage: usage
      .filter((row) => row.month === month)
      .map(({ place, kinds, drawn }) => ({ ...placeAndPin(place), kinds, drawn })),
    flows: Object.fromEntries(
      CREDIT_FLOWS.filter((flow) => flow !== 'recovered').map((flow) => [flow, sumsOf(flow)]),
    ) as Record<keyof SettlementFigures['flows'], Sums>,
    recovered: [...sumsOf('recovered')].map(([name, amountMicro]) => ({ ...partsOfRecovered(name), amountMicro })),
    deferred: deferredOf(usage, flows),
    position: await shownPosition(db, 'settlement'),
  };
}

/** Per lot: given = drawn + recovered + what left otherwise + what is still there. What is billed never was in a grant. */
function deferredOf(usage: readonly SettledUsageRow[], flows: readonly CreditFlowRow[]): Sums {
  const left: Sums = new Map();
  for (const { drawn } of usage) for (const [lot, micro] of drawn) if (lot !== UNPAID) addTo(left, lot, -micro);
  for (const { flow, sums } of flows) {
    for (const [name, micro] of sums) addTo(left, lotOf(flow, name), signOf(flow) * micro);
  }
  return new Map([...left].filter(([lot, micro]) => micro !== 0n && !isBilledLot(lot)));
}

function lotOf(flow: CreditFlow, name: string): LotText {
  return flow === 'recovered' ? partsOfRecovered(name).lot : name;
}

/** What is on its way to another account is still owed; what is charged back had been used. */
function signOf(flow: CreditFlow): bigint {
  if (flow === 'given') return 1n;
  return flow === 'transferred' || flow === 'charged_back' ? 0n : -1n;
}

async function usageRows(db: Transaction<ViewsSchema>, until: SettlementMonth): Promise<readonly SettledUsageRow[]> {
  const rows = await db
    .selectFrom('settled_usage')
    .selectAll()
    .where('month', '<=', until)
    .orderBy('month')
    .orderBy('place')
    .execute();
  return rows.map(settledUsageTable.decode);
}

async function flowRows(db: Transaction<ViewsSchema>, until: SettlementMonth): Promise<readonly CreditFlowRow[]> {
  const rows = await db.selectFrom('credit_flows').selectAll().where('month', '<=', until).execute();
  return rows.map(creditFlowsTable.decode);
}

import { describe, expect, it } from '@jest/globals';
import type { PartnerContract, PartnerContractHistory, Rate, SupplierCost, Tariff } from '#libs/catalog/contract.js';
import { credits, type Kind } from '#libs/kernel/index.js';
import { createSettlements } from './create-settlements.js';
import { lotText, UNPAID } from './lot.js';
import { NO_PLACE, placeText } from './place.js';
import { settlementCsv } from './settlement-csv.js';
import type { SettledUsage, SettlementFigures } from './settlement-figures.js';
import type { Settlement } from './settlement-view.js';

const MAY = Date.UTC(2026, 4);
const JUNE = Date.UTC(2026, 5);

/** Millionths of a minor unit for one unit. */
const cost = (microMinor: bigint, currency = 'CNY'): SupplierCost => ({ microMinor, per: 1, currency });

function rate(kind: Kind, supplierCost?: SupplierCost): Rate {
  const priced = { target: 'm', kind, tier: 'standard', creditsMicro: credits(1n), per: 1 } as const;
  return supplierCost === undefined ? priced : { ...priced, supplierCost };
}

const TARIFF: Tariff = {
  book: 'standard',
  version: 1,
  mode: 'full',
  effectiveFrom: 0,
  families: [],
  rates: [rate('input', cost(500_000n)), rate('output', cost(250_000n, 'USD')), rate('image')],
  promotions: [],
  hash: 'ab'.repeat(32),
};

function lot(numerator: bigint, denominator: bigint, currency = 'CNY', product = 'plan') {
  const sold = { product, version: 1 };
  return lotText({ source: 'subscription', product: sold, numerator, denominator, currency, taxIncluded: true });
}

const FREE = lotText({
  source: 'free_quota',
  product: null,
  numerator: 0n,
  denominator: 1n,
  currency: '',
  taxIncluded: false,
});

interface Used {
  readonly app?: string;
  readonly supplier?: string;
  readonly rate?: number;
  readonly quantity?: bigint;
  readonly drawn: readonly (readonly [lot: string, micro: bigint])[];
}

function used({ app, supplier = 's', rate: ordinal = 0, quantity = 0n, drawn }: Used): SettledUsage {
  const creditsMicro = drawn.reduce((sum, [, micro]) => sum + micro, 0n);
  return {
    place: placeText({ provider: supplier, app: app ?? null, model: 'm', tier: 'standard' }),
    book: 'standard',
    version: 1,
    kinds: [{ kind: TARIFF.rates[ordinal]!.kind, rate: ordinal, quantity, creditsMicro }],
    drawn: new Map(drawn),
  };
}

const NO_FLOWS: SettlementFigures['flows'] = {
  given: new Map(),
  transferred: new Map(),
  expired: new Map(),
  forfeited: new Map(),
  upgraded: new Map(),
  refunded: new Map(),
  adjusted_down: new Map(),
  charged_back: new Map(),
};

interface Given extends Partial<SettlementFigures> {
  readonly contracts?: readonly PartnerContractHistory[];
  readonly head?: number;
  readonly now?: number;
}

function settled({ contracts = [], head = 9, now = JUNE + 60_000, ...more }: Given = {}): Promise<Settlement> {
  const figures: SettlementFigures = {
    month: '2026-05',
    usage: [],
    flows: NO_FLOWS,
    recovered: [],
    deferred: new Map(),
    position: 9,
    ...more,
  };
  const settlements = createSettlements({
    figures: { figures: () => Promise.resolve(figures) },
    catalogue: { tariffs: () => Promise.resolve([TARIFF]), contracts: () => Promise.resolve(contracts) },
    reader: { head: () => Promise.resolve(head) },
    clock: () => now,
  });
  return settlements.settlement('2026-05');
}

function contract(more: Partial<PartnerContract> = {}): PartnerContract {
  return {
    partner: 'p',
    version: 1,
    effectiveFrom: MAY,
    name: 'P',
    illustrative: true,
    apps: ['app'],
    share: { numerator: 1, denominator: 3 },
    basis: 'list_value',
    listPrice: { amountMinor: 10n, perMicro: credits(4n), currency: 'CNY' },
    hash: 'cd'.repeat(32),
    ...more,
  };
}

describe('a month of settlement', () => {
  it('is closed once it is over and shows everything recorded, and open until then', async () => {
    expect((await settled({ now: JUNE + 60_000 })).state).toBe('closed');
    expect((await settled({ head: 10 })).state).toBe('open');
  });

  it('waits a minute with closing: what was stamped in its last instant may be stored after it', async () => {
    expect((await settled({ now: JUNE + 59_999 })).state).toBe('open');
  });

  it('rounds once a line, not once a call: three thirds of a fen are a fen (rule 36)', async () => {
    const usage = ['s', 't', 'u'].map((supplier) => used({ supplier, drawn: [[lot(1n, 9n), 3n]] }));
    const apart = await settled({ usage });
    expect(apart.revenue.map(({ money }) => money?.amountMinor)).toEqual([0n, 0n, 0n]);
    const together = await settled({ usage: usage.map((row) => ({ ...row, place: usage[0]!.place })) });
    expect(together.revenue).toMatchObject([{ creditsMicro: 9n, money: { amountMinor: 1n } }]);
  });

  it('keeps currencies apart, and says of how many credits no cost is known', async () => {
    const usage = [
      used({ rate: 0, quantity: 7n, drawn: [[lot(1n, 1n), 10n]] }),
      used({ rate: 1, quantity: 6n, drawn: [[lot(1n, 1n, 'HKD'), 20n]] }),
      used({ rate: 2, quantity: 5n, drawn: [[FREE, 30n]] }),
    ];
    const { suppliers, supplierTotals, models } = await settled({ usage });
    // 3.5 fen and 1.5 cents, each rounded half up
    expect(suppliers.map(({ kind, cost: owed }) => [kind, owed?.amountMinor ?? null, owed?.currency])).toEqual([
      ['image', null, undefined],
      ['input', 4n, 'CNY'],
      ['output', 2n, 'USD'],
    ]);
    expect(supplierTotals).toEqual([
      { supplier: 's', currency: 'CNY', costMinor: 4n },
      { supplier: 's', currency: 'USD', costMinor: 2n },
    ]);
    expect(models).toMatchObject([
      { currency: 'CNY', revenueMinor: 10n, costMinor: 4n, marginMinor: 6n, costUnknownMicro: 30n },
      { currency: 'HKD', revenueMinor: 20n, costMinor: 0n, marginMinor: 20n },
      { currency: 'USD', revenueMinor: 0n, costMinor: 2n, marginMinor: -2n },
    ]);
  });

  it('gives the cost of calls to those whose credits they took, and what nobody paid for to nobody', async () => {
    const drawn = [
      [lot(1n, 1n), 30n],
      [FREE, 60n],
      [UNPAID, 10n],
    ] as const;
    const { products } = await settled({ usage: [used({ quantity: 200n, drawn })] });
    expect(
      products.map(({ source, product, revenueMinor, costMinor }) => [product ?? source, revenueMinor, costMinor]),
    ).toEqual([
      ['free_quota', 0n, 60n],
      ['plan', 30n, 30n],
      ['unpaid', 0n, 10n],
    ]);
  });

  it('gives the cost of calls that took no credits to nobody', async () => {
    const { products } = await settled({ usage: [used({ quantity: 200n, drawn: [] })] });
    expect(products).toMatchObject([{ source: 'unpaid', costMinor: 100n }]);
  });

  it('counts breakage with who sold the credits, and a chargeback against them', async () => {
    const flows = {
      ...NO_FLOWS,
      expired: new Map([[lot(1n, 2n), 5n]]),
      charged_back: new Map([[lot(1n, 2n), 3n]]),
    };
    const { breakage, revenue, products, models } = await settled({ flows });
    expect(breakage).toMatchObject([{ cause: 'expired', money: { amountMinor: 3n } }]);
    expect(revenue).toMatchObject([
      { type: 'charged_back', model: null, creditsMicro: -3n, money: { amountMinor: -1n } },
    ]);
    expect(products).toMatchObject([{ product: 'plan', revenueMinor: 2n }]);
    expect(models).toMatchObject([{ model: null, revenueMinor: -1n }]);
  });
});

describe("a partner's line (rule 36)", () => {
  const usage = [
    used({
      app: 'app',
      drawn: [
        [lot(3n, 1n), 5n],
        [lot(1n, 1n, 'HKD'), 2n],
        [UNPAID, 3n],
      ],
    }),
  ];
  const paidBy = async (...versions: readonly PartnerContract[]) => {
    const place = placeText({ provider: 's', app: 'app', model: 'm', tier: 'standard' });
    const recovered = [
      { place, lot: lot(3n, 1n), amountMicro: 1n },
      { place: NO_PLACE, lot: lot(3n, 1n), amountMicro: 100n },
    ];
    const { partners } = await settled({ usage, recovered, contracts: [{ versions }] });
    return partners.map(({ contract: { version }, creditsMicro, listValue, revenue, amount }) =>
      [version, creditsMicro, listValue.amountMinor, revenue.amountMinor, amount.amountMinor, amount.currency].join(
        ' ',
      ),
    );
  };

  it('is a share of the list value of all that was used in the app, overage too', async () => {
    // 10 credits at 10 for 4 are 25; a third of that
    expect(await paidBy(contract())).toEqual(['1 10 25 18 8 CNY']);
  });

  it('is a share of the revenue where the contract says so: one line for each currency, recovered overage in it', async () => {
    expect(await paidBy(contract({ basis: 'recognised_revenue' }))).toEqual(['1 10 25 18 6 CNY', '1 10 25 2 1 HKD']);
  });

  it('is by the version in effect as the month starts, and there is none before the first', async () => {
    const second = contract({ version: 2, share: { numerator: 1, denominator: 1 } });
    expect(await paidBy(contract({ effectiveFrom: 0 }), second)).toEqual(['2 10 25 18 25 CNY']);
    expect(await paidBy(contract({ effectiveFrom: JUNE }))).toEqual([]);
  });
});

describe('a settlement as CSV', () => {
  it('has every line with its exact amount, and no name that a spreadsheet takes for a formula', async () => {
    const usage = [used({ app: '=app', quantity: 7n, drawn: [[lot(1n, 3n), 10n]] })];
    const lines = settlementCsv(await settled({ usage, deferred: new Map([[lot(1n, 3n), 5n]]) })).split('\r\n');
    expect(lines.slice(1)).toEqual([
      'cost,,s,,m,standard,input,standard/1,,,7,10,CNY,4,7,2',
      "used,,s,'=app,m,,,,subscription,plan/1,,10,CNY,3,10,3",
      'deferred,,,,,,,,subscription,plan/1,,5,CNY,2,5,3',
      '',
    ]);
  });
});

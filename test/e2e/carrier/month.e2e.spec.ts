import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Carrier } from './carrier.js';
import { earned, owedToPartner, owedToSuppliers } from './settlement-sheet.js';
import { Sheet } from './spreadsheet.js';
import { callsOf, subscribers, type Call } from './traffic.js';

type Row = Record<string, unknown>;

const PEOPLE = 1_000;
const SEED = 7;
const MICRO = 1_000_000n;

/** Ten people at once: each asks the service what it shows, and compares it with the sheet. */
async function everybody<Shown>(
  carrier: Carrier,
  sheets: readonly Sheet[],
  path: string,
  look: (body: Row) => Shown,
): Promise<Record<string, Shown>> {
  const shown: Record<string, Shown> = {};
  for (let from = 0; from < sheets.length; from += 10) {
    await Promise.all(
      sheets.slice(from, from + 10).map(async ({ who: { account } }) => {
        shown[account] = look(await carrier.get(`/v1/accounts/${account}/${path}`));
      }),
    );
  }
  return shown;
}

function byAccount<Expected>(sheets: readonly Sheet[], of: (sheet: Sheet) => Expected): Record<string, Expected> {
  return Object.fromEntries(sheets.map((sheet) => [sheet.who.account, of(sheet)]));
}

describe('a month of a carrier with a thousand subscribers', () => {
  let carrier: Carrier;
  const people = subscribers(PEOPLE);
  const sheets = people.map((who) => new Sheet(who));
  let warned: Record<string, readonly string[]>;
  let settled: Row;

  beforeAll(async () => {
    carrier = await Carrier.open('2026-05-01T00:00:00+08:00');
    await carrier.opens(people);
    const sheetOf = new Map(sheets.map((sheet) => [sheet.who.account, sheet]));
    const firstCalls = new Map<string, Call>();
    for (let day = 2; day <= 31; day += 1) {
      await carrier.at(`2026-05-${String(day).padStart(2, '0')}T12:00:00+08:00`);
      if (day === 26) {
        const buyers = people.filter(({ toppingUp }) => toppingUp);
        await carrier.buyTopUps(buyers);
        for (const { account } of buyers) sheetOf.get(account)!.buyTopUp();
      }
      if (day === 20) {
        const wronged = people.filter((who) => who.wronged);
        await carrier.reverse(wronged.map(({ account }) => firstCalls.get(account)!));
        for (const { account } of wronged) sheetOf.get(account)!.reverseFirst();
      }
      const calls = callsOf(day, people, SEED);
      for (const call of calls) if (!firstCalls.has(call.account)) firstCalls.set(call.account, call);
      await carrier.uses(calls);
      for (const call of calls) sheetOf.get(call.account)!.call(call);
    }
    await carrier.shown();
    warned = await everybody(carrier, sheets, 'alerts?limit=1000', warningsOf);
    settled = await carrier.get('/v1/settlements/2026-05');
    await carrier.at('2026-06-04T00:00:01+08:00');
  }, 600_000);

  afterAll(() => carrier.close());

  it('has everything in it: debts of each sort, debts repaid, alerts that are over', () => {
    const some = (of: (sheet: Sheet) => number) => sheets.filter((sheet) => of(sheet) > 0).length;
    expect(some(({ owed }) => owed.limit)).toBeGreaterThan(20);
    expect(some(({ owed }) => owed.invoice)).toBeGreaterThan(20);
    expect(some(({ owed }) => owed.block)).toBeGreaterThan(20);
    expect(some(({ repaidByTopUp }) => repaidByTopUp.length)).toBeGreaterThan(20);
    expect(some(({ warnings }) => warnings.filter(({ cleared }) => cleared).length)).toBeGreaterThan(20);
  });

  it('warns everybody exactly when the sheet does (rule 35)', () => {
    expect(warned).toEqual(
      byAccount(sheets, ({ warnings }) =>
        warnings.map(({ threshold, base, remaining, cleared }) =>
          [threshold, cleared ? 'cleared' : 'fired', remaining, 'of', base].join(' '),
        ),
      ),
    );
  });

  it('bills everybody what the sheet says, to the fen (rules 3, 34)', async () => {
    const bills = await everybody(carrier, sheets, 'invoice-lines?period=0', billOf);
    expect(bills).toEqual(byAccount(sheets, ({ bill }) => bill));
  });

  it('informs everybody of what was used, by model and kind (rule 34)', async () => {
    const used = await everybody(carrier, sheets, 'invoice-lines?period=0', usageOf);
    expect(used).toEqual(
      byAccount(sheets, (sheet) =>
        [...sheet.used].map(([line, { quantity, credits }]) => `${line}: ${quantity} for ${credits}`).sort(),
      ),
    );
  });

  it('owes suppliers what the sheet says, line by line (rule 36)', () => {
    const lines = rowsOf(settled['suppliers']).map((line) => {
      const { supplier, model, kind, quantity } = line;
      return `${supplier} ${model} ${kind}: ${quantity} for ${minor(line, 'cost')}`;
    });
    expect(lines.sort()).toEqual(owedToSuppliers(sheets));
  });

  it('earns by call and product what the sheet says, overage when it is repaid (rule 36)', () => {
    const lines = rowsOf(settled['revenue']).map((line) => {
      const { type, supplier, app, model, creditsMicro } = line;
      const where = [type, supplier, app ?? '-', model, inner(line, 'product')['product']].join(' ');
      return `${where}: ${whole(creditsMicro)} for ${minor(line, 'money')}`;
    });
    expect(lines.sort()).toEqual(earned(sheets));
  });

  it('pays the partner its share of the list value (rule 36)', () => {
    const [line] = rowsOf(settled['partners']);
    const shown = `${whole(line!['creditsMicro'])} worth ${minor(line!, 'listValue')}, paid ${minor(line!, 'amount')}`;
    expect(shown).toBe(owedToPartner(sheets));
  });
});

/** A line of an answer: most of its members are texts. */
type Line = Readonly<Record<string, string>>;

function rowsOf(value: unknown): readonly Line[] {
  return value as readonly Line[];
}

function inner(line: Line, member: string): Line {
  return line[member] as unknown as Line;
}

function minor(line: Line, member: string): string {
  return inner(line, member)['amountMinor']!;
}

function warningsOf({ items }: Row): readonly string[] {
  return rowsOf(items).map(({ threshold, state, baseMicro, remainingMicro }) =>
    [threshold, state, whole(remainingMicro), 'of', whole(baseMicro)].join(' '),
  );
}

function billOf({ lines, totals }: Row): readonly string[] {
  const money = rowsOf(lines).filter(({ type }) => type !== 'usage' && type !== 'unbilled_overage');
  const sum = money.reduce((total, { amountMinor }) => total + BigInt(amountMinor!), 0n);
  expect((totals as Row)['amountMinor']).toBe(sum.toString());
  return money.map(({ type, amountMinor }) => `${type} ${amountMinor}`);
}

function usageOf({ lines }: Row): readonly string[] {
  return rowsOf(lines)
    .filter(({ type }) => type === 'usage')
    .map(({ model, kind, quantity, creditsMicro }) => `${model} ${kind}: ${quantity} for ${whole(creditsMicro)}`)
    .sort();
}

function whole(micro: string | undefined): number {
  const amount = BigInt(micro!);
  expect(amount % MICRO).toBe(0n);
  return Number(amount / MICRO);
}

import { invariant, type Instant } from '#libs/kernel/index.js';

/** A calendar month in UTC, e.g. `2026-05`: what is recorded in it is settled together, whenever it happened (rule 11). */
export type SettlementMonth = string;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function isSettlementMonth(text: string): text is SettlementMonth {
  return MONTH.test(text);
}

export function settlementMonthOf(at: Instant): SettlementMonth {
  return new Date(at).toISOString().slice(0, 7);
}

/** Its first instant, and the first of the next. */
export function boundsOfMonth(month: SettlementMonth): { readonly startsAt: Instant; readonly endsAt: Instant } {
  invariant(isSettlementMonth(month), `${month} is a month`);
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { startsAt: Date.UTC(year, number - 1), endsAt: Date.UTC(year, number) };
}

/** Nearly all records are of the month of the record before: only another one is worked out. */
export class MonthFinder {
  private month: SettlementMonth = '';
  private startsAt = 0;
  private endsAt = 0;

  of(at: Instant): SettlementMonth {
    if (at < this.startsAt || at >= this.endsAt) {
      this.month = settlementMonthOf(at);
      ({ startsAt: this.startsAt, endsAt: this.endsAt } = boundsOfMonth(this.month));
    }
    return this.month;
  }
}

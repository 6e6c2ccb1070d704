import { ZERO_CREDITS } from '#libs/kernel/index.js';
import type { PeriodOpened, PeriodSealed } from '#libs/ledger/index.js';

/** The seal of a period in which nothing happened, unless something did. */
export function sealedOf({ data }: PeriodOpened, more: Partial<PeriodSealed['data']> = {}): PeriodSealed {
  const { account, period, startsAt, endsAt } = data;
  const nothing = { usedMicro: ZERO_CREDITS, overage: [], rollovers: [], lines: [], totalMinor: 0n };
  return { type: 'PeriodSealed', data: { account, period, startsAt, endsAt, ...nothing, ...more } };
}

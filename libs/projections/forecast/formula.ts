import { formatInstant } from '#libs/kernel/index.js';
import type { BurnBasis, Forecast } from './forecast-view.js';

type Told = Pick<
  Forecast,
  'at' | 'outcome' | 'runsOutAt' | 'boundAt' | 'basis' | 'dailyBurnMicro' | 'usableMicro' | 'steps'
>;

/** In words and figures, so that a person can do it again. Amounts are micro-credits. */
export function formulaOf(forecast: Told, { zone, isScoped }: { readonly zone: string; readonly isScoped: boolean }) {
  const { at, basis, usableMicro } = forecast;
  const which = isScoped ? 'all grants, since every one is limited to some usage' : 'grants that pay for any usage';
  return [
    basis === null ? 'No calendar day has been complete since the account opened.' : burnOf(basis, forecast, zone),
    `Usable at ${formatInstant(at)}: ${usableMicro}, over ${which}, in burn order; what is held, expired or not yet valid is left out.`,
    ...stepsOf(forecast),
    endOf(forecast),
  ];
}

function burnOf({ startsAt, endsAt, days, usedMicro }: BurnBasis, { dailyBurnMicro }: Told, zone: string): string {
  const span = `from ${formatInstant(startsAt)} to ${formatInstant(endsAt)}, complete days in ${zone}`;
  return `Burn: ${usedMicro} used in ${days} days (${span}); ${usedMicro} / ${days} = ${dailyBurnMicro} in 24 hours, rounded.`;
}

function stepsOf({ steps }: Told): readonly string[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const burned = sum(steps.map(({ burnedMicro }) => burnedMicro));
  const lapsed = sum(steps.map(({ lapsedMicro }) => lapsedMicro));
  const until = formatInstant(last.endsAt);
  return [
    `Until ${until}, in the ${steps.length} steps given: ${burned} burned, ${lapsed} lapsed, ${last.leftMicro} left.`,
  ];
}

function endOf({ outcome, runsOutAt, boundAt, basis, at, usableMicro, steps }: Told): string {
  const until = boundAt === null ? '' : formatInstant(boundAt);
  switch (outcome) {
    case 'runs_out': {
      const last = steps.at(-1);
      const [from, left] = last === undefined ? [at, usableMicro] : [last.endsAt, last.leftMicro];
      const { days, usedMicro } = basis!;
      return `From ${formatInstant(from)}: ${left} × ${days} × 86400000 / ${usedMicro} milliseconds last until ${formatInstant(runsOutAt!)} (computed before rounding).`;
    }
    case 'lasts_until_renewal':
      return `A subscription brings new credits at ${until}, before these run out.`;
    case 'lasts_until_expiry':
      return `What is left lapses at ${until}, before it would be used.`;
    case 'lasts_beyond_horizon':
      return `It lasts beyond ${until}; a forecast looks no further than ten years.`;
    case 'nothing_left':
      return 'There is nothing left that could run out.';
    case 'no_burn':
      return 'Nothing was used in these days, so nothing runs out.';
    case 'no_complete_day':
      return 'A forecast takes one complete day at least.';
  }
}

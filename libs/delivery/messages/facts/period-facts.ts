import { formatInstant } from '#libs/kernel/index.js';
import type { PeriodOpened, PeriodSealed } from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { count, id, instant, list, micro, minor, nullable, object, text } from '../shape.js';
import { decimal } from '../term.js';
import { BUCKET } from '../terms.js';

const BOUNDS = {
  period: count('0, 1, 2 … per account.'),
  startsAt: instant('First instant of it.'),
  endsAt: instant('First instant after it.'),
};

export const PERIOD_FACTS: FactsOf<PeriodOpened | PeriodSealed> = {
  PeriodOpened: fact(
    'period.opened',
    'A billing period, its bounds fixed for ever (rule 12).',
    object({ ...BOUNDS, zone: text('IANA time zone its bounds were found in.'), billingDay: count('1 to 31.') }),
    (data: PeriodOpened['data']) => ({
      period: data.period,
      startsAt: formatInstant(data.startsAt),
      endsAt: formatInstant(data.endsAt),
      zone: data.zone,
      billingDay: data.billingDay,
    }),
  ),
  PeriodSealed: fact(
    'period.sealed',
    'Nothing is booked on the period any more. Its lines are in the topic of invoice lines (rules 13, 34).',
    object({
      ...BOUNDS,
      usedMicro: micro('Charged to the period, corrections taken in.'),
      totalMinor: minor('To pay on the bill: the sum of its rounded lines.'),
      overage: list(
        object({
          bucket: BUCKET.shape,
          billedMicro: micro('On the bill now.'),
          writtenOffMicro: micro('Owed no more.'),
        }),
        'What became of overage (rule 22); what is carried on is not here.',
      ),
      rollovers: list(
        object({
          grant: id('The grant that ends.'),
          into: nullable(id('The grant that takes over; null: nothing is left to give anew.')),
          rolledMicro: micro('Given anew.'),
          forfeitedMicro: micro('Gone.'),
        }),
        'Grants that roll over (rule 18).',
      ),
    }),
    (data: PeriodSealed['data']) => ({
      period: data.period,
      startsAt: formatInstant(data.startsAt),
      endsAt: formatInstant(data.endsAt),
      usedMicro: decimal(data.usedMicro),
      totalMinor: decimal(data.totalMinor),
      overage: data.overage.map(({ bucket, billedMicro, writtenOffMicro }) => ({
        bucket: BUCKET.of(bucket),
        billedMicro: decimal(billedMicro),
        writtenOffMicro: decimal(writtenOffMicro),
      })),
      rollovers: data.rollovers.map(({ grant, into, rolledMicro, forfeitedMicro }) => ({
        grant,
        into,
        rolledMicro: decimal(rolledMicro),
        forfeitedMicro: decimal(forfeitedMicro),
      })),
    }),
  ),
};

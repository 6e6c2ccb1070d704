import { accountAggregate, type AccountEvent, type AccountState, type UsageCharged } from '#libs/ledger/index.js';
import type { AccountReport, BookedCharge } from '../../support/oracle/index.js';

/** An account in words that the product and the oracle share. */
export interface AccountInWords {
  readonly remainingByGrant: Readonly<Record<string, bigint>>;
  readonly overageByPeriod: Readonly<Record<number, bigint>>;
  readonly conflicts: number;
  readonly charges: readonly unknown[];
}

export function ofProduct(events: readonly AccountEvent[]): AccountInWords {
  const { evolve, initial } = accountAggregate;
  const state = events.reduce<AccountState>(evolve, initial);
  if (state.status === 'unopened') throw new Error('the account is open');
  return {
    remainingByGrant: Object.fromEntries(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])),
    overageByPeriod: Object.fromEntries(state.overage.map(({ bucket, openMicro }) => [bucket.period, openMicro])),
    conflicts: events.filter(({ type }) => type === 'UsageConflictRecorded').length,
    charges: events.filter((event) => event.type === 'UsageCharged').map(({ data }) => chargeOfProduct(data)),
  };
}

export function ofOracle(report: AccountReport, charges: readonly BookedCharge[]): AccountInWords {
  const { remainingByGrant, overageByPeriod, conflicts } = report;
  const live = Object.entries(remainingByGrant).filter(([, remaining]) => remaining > 0n);
  return {
    remainingByGrant: Object.fromEntries(live),
    overageByPeriod,
    conflicts,
    charges: charges.map(chargeOfOracle),
  };
}

function chargeOfProduct(data: UsageCharged['data']): unknown {
  return {
    key: [data.usage.source, data.usage.id],
    booked: [data.period, data.judgedAt, ...data.flags],
    components: data.components.map((one) => [
      one.kind,
      BigInt(one.quantity),
      data.tariffs[one.tariff]?.version,
      one.amountMicro,
    ]),
    paid: data.allocations.map((one) => [
      one.component,
      one.grant,
      one.overage?.period ?? null,
      one.amountMicro,
      one.afterMicro,
    ]),
    after: [data.totalMicro, data.remainingAfterMicro, data.overageAfterMicro],
  };
}

function chargeOfOracle(charge: BookedCharge): unknown {
  return {
    key: [charge.usage.source, charge.usage.id],
    booked: [charge.period, charge.judgedAt, ...charge.flags],
    components: charge.components.map((one) => [one.kind, one.quantity, one.version, one.amountMicro]),
    paid: charge.allocations.map((one) => [
      one.component,
      one.grant,
      one.overagePeriod,
      one.amountMicro,
      one.afterMicro,
    ]),
    after: [charge.totalMicro, charge.remainingAfterMicro, charge.overageAfterMicro],
  };
}

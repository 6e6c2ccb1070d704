import type { AccountBook } from './account-book.js';
import type { FiredAlert } from './alert-watch.js';
import type { BookedCharge } from './booked.js';
import { keyText, type Oracle } from './oracle.js';

/** Usage of one (period, origin, model, tier, kind, tariff version): the finest line a draft invoice can have (rules 13, 34). */
export interface OracleUsageLine {
  period: number;
  originPeriod: number | null;
  model: string;
  tier: string;
  kind: string;
  tariffVersion: number;
  quantity: bigint;
  creditsMicro: bigint;
  /** Charges that have a part in the line. */
  charges: number;
}

export interface AccountReport {
  remainingByGrant: Record<string, bigint>;
  overageByPeriod: Record<number, bigint>;
  remainingMicro: bigint;
  overageMicro: bigint;
  charges: number;
  conflicts: number;
  alerts: FiredAlert[];
  usageLines: OracleUsageLine[];
}

function addToLines(lines: Map<string, OracleUsageLine>, charge: BookedCharge): void {
  for (const component of charge.components) {
    const { model, tier } = charge.usage;
    const identity = JSON.stringify([
      charge.period,
      charge.originPeriod,
      model,
      tier,
      component.kind,
      component.version,
    ]);
    const line = lines.get(identity) ?? {
      period: charge.period,
      originPeriod: charge.originPeriod,
      model,
      tier,
      kind: component.kind,
      tariffVersion: component.version,
      quantity: 0n,
      creditsMicro: 0n,
      charges: 0,
    };
    line.quantity += component.quantity;
    line.creditsMicro += component.amountMicro;
    line.charges += 1;
    lines.set(identity, line);
  }
}

export function usageLines(account: AccountBook): OracleUsageLine[] {
  const lines = new Map<string, OracleUsageLine>();
  for (const charge of account.charges) addToLines(lines, charge);
  return [...lines.values()];
}

export function reportOf(account: AccountBook): AccountReport {
  return {
    remainingByGrant: Object.fromEntries(account.grants.map((grant) => [grant.grant, grant.remainingMicro])),
    overageByPeriod: Object.fromEntries(account.overage),
    remainingMicro: account.remainingMicro,
    overageMicro: account.overageMicro,
    charges: account.charges.length,
    conflicts: account.conflicts,
    alerts: account.alerts,
    usageLines: usageLines(account),
  };
}

export function reportOfAll(oracle: Oracle): Map<string, AccountReport> {
  return new Map([...oracle.accounts].map(([id, account]) => [id, reportOf(account)]));
}

/** The charge that holds a usage key; `undefined` if it was never charged. */
export function chargeOf(oracle: Oracle, source: string, id: string): BookedCharge | undefined {
  return oracle.keys.get(keyText(source, id))?.charge;
}

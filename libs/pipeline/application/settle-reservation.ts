import type { Meter } from '#libs/metering/index.js';
import type { UsageIntake } from '../contract.js';
import type { Settlement, SettlementAnswer } from './reservations.js';

/**
 * Only a usage that names its reservation itself has the content that the same usage has by every other way (rule 5), so
 * nothing is filled in from the address. What is malformed finds its refusal in the intake.
 */
export async function settleReservation(
  { account, reservation, record, producer, receivedAt }: Settlement,
  { meter, intake }: { readonly meter: Meter; readonly intake: UsageIntake },
): Promise<SettlementAnswer> {
  const metered = meter.meter(record);
  if (metered.type === 'usage') {
    const { usage } = metered.metered;
    if (usage.account !== account) return { type: 'misaddressed', member: 'account' };
    if (usage.reservationId !== reservation) return { type: 'misaddressed', member: 'reservationId' };
  }
  const records = [{ ...record, receivedAt }];
  const answer = await intake.submit({ source: `http:${producer.actor}`, producer, records });
  return { type: 'submitted', answer };
}

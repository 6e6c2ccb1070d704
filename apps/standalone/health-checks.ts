import type { HealthCheck } from '#libs/platform/health/index.js';
import type { DeliverySide } from './delivery-side.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { ReadSide } from './read-side.js';

/** Readers of balances should be sent elsewhere when what they would see is older than this. */
const LAG_LIMIT_SECONDS = 60;

export interface HealthParts {
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly deliverySide: DeliverySide;
}

/** @param kafkaProblem what is wrong with the Kafka intake; `undefined` while it is well */
export function healthChecks(
  { ledger, readSide, deliverySide }: HealthParts,
  kafkaProblem?: () => string | undefined,
): readonly HealthCheck[] {
  const journal: HealthCheck = {
    name: 'journal',
    isNeeded: true,
    run: async () => ({ up: true, detail: `head ${await ledger.eventStore.head()}` }),
  };
  const projections: HealthCheck = {
    name: 'projections',
    isNeeded: true,
    run: async () => {
      const { events, seconds } = await readSide.lag();
      return { up: seconds <= LAG_LIMIT_SECONDS, detail: `${events} events, ${Math.round(seconds)} s behind` };
    },
  };
  const delivery = shownCheck('delivery', () => deliverySide.problem());
  const checks = [journal, projections, delivery];
  return kafkaProblem === undefined ? checks : [...checks, shownCheck('kafka', kafkaProblem)];
}

/** Shown, not needed: without it the API still answers, and nothing is lost. */
function shownCheck(name: string, problem: () => string | undefined): HealthCheck {
  return {
    name,
    isNeeded: false,
    run: () => {
      const detail = problem();
      return Promise.resolve(detail === undefined ? { up: true } : { up: false, detail });
    },
  };
}

import type { HealthCheck } from '#libs/platform/health/index.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { ReadSide } from './read-side.js';

/** Readers of balances should be sent elsewhere when what they would see is older than this. */
const LAG_LIMIT_SECONDS = 60;

/** @param kafkaProblem what is wrong with the Kafka intake; `undefined` while it is well */
export function healthChecks(
  ledger: EmbeddedLedger,
  readSide: ReadSide,
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
  return kafkaProblem === undefined ? [journal, projections] : [journal, projections, kafkaCheck(kafkaProblem)];
}

/** Shown, not needed: without Kafka the API still answers, and nothing is lost. */
function kafkaCheck(problem: () => string | undefined): HealthCheck {
  return {
    name: 'kafka',
    isNeeded: false,
    run: () => {
      const detail = problem();
      return Promise.resolve(detail === undefined ? { up: true } : { up: false, detail });
    },
  };
}

import type { Logger } from 'pino';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';

const HOUR_MS = 60 * 60 * 1_000;
const ORIGINALS_KEPT_MS = 30 * 24 * HOUR_MS;
/** Longer than refusals are answered from memory, so that none is forgotten early. */
const REFUSALS_KEPT_MS = 48 * HOUR_MS;

/** Hour by hour: erases original bytes 30 days after their arrival (rule 38), forgets old refusals of commands (rule 9). */
export function startHousekeeping(records: IntakeRecordsPort, logger: Logger): { stop(): Promise<void> } {
  let running = eraseOld(records, logger);
  const timer = setInterval(() => {
    running = running.then(() => eraseOld(records, logger));
  }, HOUR_MS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

/** A failed try is made again an hour later; nothing else depends on it. */
async function eraseOld(records: IntakeRecordsPort, logger: Logger): Promise<void> {
  try {
    const erased = await records.eraseOriginals(Date.now() - ORIGINALS_KEPT_MS);
    await records.forgetCommandRefusals(Date.now() - REFUSALS_KEPT_MS);
    if (erased > 0) logger.info({ erased }, 'erased originals that were kept for 30 days');
  } catch (fault) {
    logger.error({ err: fault }, 'the housekeeping failed; it is tried again in an hour');
  }
}

export type * from './contract.js';
export { HOLD_REASONS } from './contract.js';
export { createIntakeReplays } from './application/create-intake-replays.js';
export { HeldReleaser } from './application/held-releaser.js';
export { PipelineUsageIntake, type IntakeParts } from './application/usage-intake.js';
export { SourceWatermarks } from './application/source-watermarks.js';
export {
  createReservationCommands,
  OUTPUT_MAXIMUM_DEFAULT,
  type ReservationParts,
} from './application/create-reservation-commands.js';
export type { IntakeReplays, Producers, ReplayAnswer, Replayed, ReplaySummary } from './application/replays.js';
export type {
  Release,
  ReservationAnswer,
  ReservationCommands,
  ReservationRejection,
  Reserve,
} from './application/reservations.js';
export { TTL_MAX_MS } from './application/reservations.js';
export { createCorrectionCommands } from './application/rerate.js';
export type {
  Correct,
  CorrectionAnswer,
  CorrectionCommands,
  CorrectionRejection,
  RerateAnswer,
  ReratePeriod,
  TariffChoice,
} from './application/corrections.js';

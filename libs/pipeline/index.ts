export type * from './contract.js';
export { HOLD_REASONS } from './contract.js';
export { HeldReleaser } from './application/held-releaser.js';
export { PipelineUsageIntake, type IntakeParts } from './application/usage-intake.js';

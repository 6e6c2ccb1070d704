import type { ProjectionName } from './projector-view.js';

/** Another projector has moved the checkpoint: this one stops, its batch is rolled back. */
export class ProjectionFenced extends Error {
  override readonly name = 'ProjectionFenced';
  readonly code = 'projection_fenced';
  readonly retriable = false;

  constructor(readonly projection: ProjectionName) {
    super(`another projector has moved the checkpoint of "${projection}"; this one stops`);
  }
}

export type MismatchReason = 'version' | 'ledger' | 'ahead' | 'record';

const REASONS: Readonly<Record<MismatchReason, string>> = {
  version: 'were written by another version of the projection',
  ledger: 'were made from another ledger',
  ahead: 'are ahead of the ledger, as after restoring an older copy of it',
  record: 'were made from other events than the ledger now holds at that position',
};

/** Rows that do not follow from this journal: going on would mix two histories. */
export class CheckpointMismatch extends Error {
  override readonly name = 'CheckpointMismatch';
  readonly code = 'checkpoint_mismatch';
  readonly retriable = false;

  constructor(
    readonly projection: ProjectionName,
    readonly reason: MismatchReason,
  ) {
    super(`the rows of "${projection}" ${REASONS[reason]}; rebuild the projection`);
  }
}

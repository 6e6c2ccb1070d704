import * as pipeline from '#libs/pipeline/adapters/http/index.js';
import type { HttpAppParts } from './http-app-parts.js';
import type { HttpFeature } from './http-feature.js';

/** What became of everything received: lists, proofs, and what operators do about it. */
export function intakeRecordsFeature({ ledger, producers }: HttpAppParts): HttpFeature {
  return {
    controllers: [pipeline.IntakeRecordsController, pipeline.IntakeReplaysController, pipeline.IntakeSourcesController],
    providers: [
      ...pipeline.INTAKE_QUERY_HANDLERS,
      ...pipeline.REPLAY_HANDLERS,
      { provide: pipeline.INTAKE_RECORDS, useValue: ledger.intakeRecords },
      { provide: pipeline.SOURCE_PROOFS, useValue: ledger.sourceProofs },
      { provide: pipeline.INTAKE_REPLAYS, useValue: ledger.replays(producers) },
    ],
  };
}

import { ShownField } from '#libs/platform/http/index.js';

export class OutcomeCountsDto {
  @ShownField({ description: 'Charged when they came.', type: 'integer' })
  readonly charged!: number;

  @ShownField({ description: 'Charged before.', type: 'integer' })
  readonly duplicate!: number;

  @ShownField({ description: 'Same key, other content.', type: 'integer' })
  readonly conflict!: number;

  @ShownField({ description: 'Cannot be charged as they are.', type: 'integer' })
  readonly rejected!: number;

  @ShownField({ description: 'Held when they came, whatever became of them later.', type: 'integer' })
  readonly held!: number;
}

/** Rule 37: received = charged + duplicate + conflict + rejected + held. */
export class SourceOutcomesDto {
  @ShownField({ description: 'Name of the source.' })
  readonly source!: string;

  @ShownField({ description: 'Records received.', type: 'integer' })
  readonly received!: number;

  @ShownField({ description: 'First outcome of each.', type: OutcomeCountsDto })
  readonly counts!: OutcomeCountsDto;
}

export class SourceTotalsDto extends SourceOutcomesDto {
  @ShownField({ description: 'Offset that is read next.', type: 'integer' })
  readonly nextOffset!: number;
}

export class SourceListDto {
  @ShownField({ description: 'Every source ever read.', type: [SourceTotalsDto] })
  readonly items!: readonly SourceTotalsDto[];
}

/** What later became of events whose first outcome was held or rejected. */
export class LaterOutcomesDto {
  @ShownField({ description: 'Held, and still waiting.', type: 'integer' })
  readonly waiting!: number;

  @ShownField({ description: 'Held once and released, by what they became.', type: OutcomeCountsDto })
  readonly released!: OutcomeCountsDto;

  @ShownField({ description: 'Rejected once and mended by a replay, by what they became.', type: OutcomeCountsDto })
  readonly replayed!: OutcomeCountsDto;
}

export class SourceProofDto extends SourceOutcomesDto {
  @ShownField({ description: 'First offset that was read; null: none yet.', type: 'integer', nullable: true })
  readonly firstOffset!: number | null;

  @ShownField({ description: 'Last offset that was read.', type: 'integer', nullable: true })
  readonly lastOffset!: number | null;

  @ShownField({
    description: 'Runs of offsets between them without a record: compaction and transaction markers leave them.',
    type: 'integer',
  })
  readonly gaps!: number;

  @ShownField({
    description: 'Offsets in those runs: received + skipped = lastOffset - firstOffset + 1.',
    type: 'integer',
  })
  readonly skipped!: number;

  @ShownField({ description: 'Counted apart from the first outcomes.', type: LaterOutcomesDto })
  readonly later!: LaterOutcomesDto;

  @ShownField({ description: 'Every offset has one first outcome, and everything kept beside says the same.' })
  readonly holds!: boolean;

  @ShownField({ description: 'Why it does not hold, each as a sentence.', type: [String] })
  readonly differences!: readonly string[];
}

export class SourceProofListDto {
  @ShownField({ description: 'Whether it holds for all of them.' })
  readonly holds!: boolean;

  @ShownField({
    description: 'One for each source; for Kafka one for each incarnation of a topic partition.',
    type: [SourceProofDto],
  })
  readonly items!: readonly SourceProofDto[];
}

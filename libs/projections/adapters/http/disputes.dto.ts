import { DISPUTE_GROUNDS, DISPUTE_OUTCOMES, type DisputeGround, type DisputeOutcome } from '#libs/ledger/contract.js';
import { ChoiceField, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { NEXT, PositionPageQuery } from './queries.dto.js';

const DISPUTE_STATES = ['open', 'resolved'] as const;
type DisputeState = (typeof DISPUTE_STATES)[number];

export class DisputesQuery extends PositionPageQuery {
  @ChoiceField({ description: 'Only those; absent: all.', of: DISPUTE_STATES, optional: true })
  readonly state?: DisputeState;
}

export class DisputeResolutionDto {
  @ShownField({ description: 'Corrected since, or the debit stands.', enum: DISPUTE_OUTCOMES })
  readonly outcome!: DisputeOutcome;

  @ShownField({ description: 'What the subscriber is told.', example: 'Two calls with ids of their own.' })
  readonly explanation!: string;

  @ShownField({
    description: 'Of the correction that mended it.',
    type: 'integer',
    nullable: true,
    example: 21,
  })
  readonly correctionRevision!: number | null;

  @ShownInstant('When it ended.')
  readonly resolvedAt!: string;
}

export class DisputeDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'Id of the dispute.', example: 'case-2026-118' })
  readonly dispute!: string;

  @ShownField({ description: 'CloudEvents `source` of the usage.', example: '/gateways/eu-1' })
  readonly source!: string;

  @ShownField({ description: 'CloudEvents `id` of the usage.', example: 'call-7f3a-1' })
  readonly id!: string;

  @ShownField({ description: "Of the debit in the account's history.", type: 'integer', example: 17 })
  readonly chargedRevision!: number;

  @ShownField({ description: 'Of the last fact about the usage when it was disputed.', type: 'integer', example: 17 })
  readonly disputedRevision!: number;

  @ShownField({ description: 'What is said to be wrong.', enum: DISPUTE_GROUNDS })
  readonly ground!: DisputeGround;

  @ShownField({ description: 'Whether it has ended.', enum: DISPUTE_STATES })
  readonly state!: DisputeState;

  @ShownInstant('When it was opened.')
  readonly openedAt!: string;

  @ShownField({ description: 'How it ended; null while it is open.', type: DisputeResolutionDto, nullable: true })
  readonly resolution!: DisputeResolutionDto | null;
}

export class DisputePageDto {
  @ShownField({ description: 'By account and dispute.', type: [DisputeDto] })
  readonly items!: readonly DisputeDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}

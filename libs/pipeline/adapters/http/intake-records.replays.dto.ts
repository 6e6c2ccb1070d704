import { ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { OutcomeCountsDto } from './intake-records.sources.dto.js';

const POSITION = 'Send it as `min_position` to read what was charged.';

export class ReplayedEventDto {
  @ShownField({ description: 'What became of it: charged, duplicate, conflict, rejected or held.' })
  readonly outcome!: string;

  @ShownField({ description: 'Why it is still rejected or held; else null.', type: String, nullable: true })
  readonly code!: string | null;

  @ShownField({ description: 'The same as a sentence.', type: String, nullable: true })
  readonly detail!: string | null;

  @ShownInstant('When: earlier than now where it had been told again before.')
  readonly at!: string;

  @ShownField({ description: POSITION, type: 'integer' })
  readonly position!: number;
}

export class ReplayedEventsDto {
  @ShownField({ description: 'Events that were told again.', type: 'integer' })
  readonly tried!: number;

  @ShownField({ description: 'What became of them.', type: OutcomeCountsDto })
  readonly counts!: OutcomeCountsDto;

  @ShownField({ description: 'Send it as `cursor` to go on; null: none is left.', type: String, nullable: true })
  readonly next!: string | null;

  @ShownField({ description: POSITION, type: 'integer' })
  readonly position!: number;
}

import { IdField, ShownCredits, ShownField } from '#libs/platform/http/index.js';
import type { TaskCount } from '../../typical-tasks/tasks-of-allowance.js';

export class ComparedProductParams {
  @IdField({ description: 'Id of the product.', example: 'compare-small' })
  readonly product!: string;
}

export class TypicalTasksQuery {
  @IdField({ description: 'Tariff book to price the tasks by.', example: 'standard' })
  readonly book!: string;
}

const RESULTS = [
  'times',
  'free',
  'not_priced',
  'not_covered',
] as const satisfies readonly TaskCount['result']['type'][];

export class TaskCountDto {
  @ShownField({ description: 'Id of the task.', example: 'chat-turn' })
  readonly task!: string;

  @ShownField({ description: 'What customers are shown.', example: 'A turn of a chat' })
  readonly name!: string;

  @ShownField({
    description: '`free` of charge, `not_priced` by the book, or `not_covered` by what the credits may pay for.',
    enum: RESULTS,
    example: 'times',
  })
  readonly result!: TaskCount['result']['type'];

  @ShownField({
    description: 'How often it can be done, whole tasks, as a decimal string.',
    required: false,
    example: '4901',
  })
  readonly times?: string;

  @ShownField({ description: 'What it costs once. In micro-credits.', required: false, example: '2040000000' })
  readonly costMicro?: string;
}

export class TypicalTasksDto {
  @ShownField({ description: 'Id of the product.', example: 'compare-small' })
  readonly product!: string;

  @ShownField({ description: 'The version in effect.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownField({ description: 'Tariff book the tasks are priced by.', example: 'standard' })
  readonly book!: string;

  @ShownCredits('Of one term, or of one pack.')
  readonly amountMicro!: string;

  @ShownField({ description: 'What that is good for.', type: [TaskCountDto] })
  readonly tasks!: readonly TaskCountDto[];
}

import {
  ChoiceField,
  IdField,
  InstantField,
  IntegerParam,
  PageQuery,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import {
  ATTEMPT_OUTCOMES,
  DEAD_REASONS,
  DELIVERY_STATES,
  TEST_MESSAGE_TYPE,
  WEBHOOK_EVENT_TYPES,
  type AttemptOutcome,
  type DeadReason,
  type DeliveryState,
  type WebhookMessageType,
} from '../../webhooks/webhook-view.js';
import { WebhookParams } from './webhooks.dto.js';

const MESSAGE = { description: 'Id of the message, in `webhook-id`.', example: 'acc-1001/percent-80/2' };

export class DeliveryParams extends WebhookParams {
  @IntegerParam({ description: 'Number of the delivery.', min: 1, max: Number.MAX_SAFE_INTEGER, example: 17 })
  readonly delivery!: number;
}

export class DeliveriesQuery extends PageQuery {
  @ChoiceField({ description: 'Only those; absent: all.', of: DELIVERY_STATES, optional: true })
  readonly state?: DeliveryState;

  @IdField({ description: 'Of this account only.', optional: true })
  readonly account?: string;
}

/** One of the two. */
export class ReplayDto {
  @TextField({ ...MESSAGE, maxLength: 300, optional: true })
  readonly message?: string;

  @InstantField({
    description: 'Instead of `message`: everything written down since then that was not taken.',
    optional: true,
  })
  readonly since?: string;
}

export class ReplayedDto {
  @ShownField({ description: 'How many deliveries were started anew.', type: 'integer', example: 1 })
  readonly count!: number;
}

export class TestSentDto {
  @ShownField({ ...MESSAGE, example: 'test/0b7e6a52-7f0f-4b0e-9a34-6a0c2d6f1f0e' })
  readonly message!: string;
}

export class WebhookDeliveryDto {
  @ShownField({ description: 'Number of the delivery.', type: 'integer', example: 17 })
  readonly delivery!: number;

  @ShownField({ description: 'Id of the endpoint.', example: 'wh_3f9c0a71d2b84e65' })
  readonly endpoint!: string;

  @ShownField(MESSAGE)
  readonly message!: string;

  @ShownField({ description: 'What it tells.', enum: [...WEBHOOK_EVENT_TYPES, TEST_MESSAGE_TYPE] })
  readonly type!: WebhookMessageType;

  @ShownField({ description: 'Of which account; null: a test.', type: String, nullable: true, example: 'acc-1001' })
  readonly account!: string | null;

  @ShownField({ description: 'Still to be sent, taken, or given up.', enum: DELIVERY_STATES })
  readonly state!: DeliveryState;

  @ShownField({ description: 'Why it was given up.', enum: DEAD_REASONS, nullable: true, example: null })
  readonly reason!: DeadReason | null;

  @ShownField({ description: 'Attempts since it was last started.', type: 'integer', example: 1 })
  readonly attempts!: number;

  @ShownInstant('When it is tried next; null: never, or an earlier message of the account comes first.', {
    nullable: true,
  })
  readonly nextAttemptAt!: string | null;

  @ShownInstant('When it was written down.')
  readonly createdAt!: string;

  @ShownInstant('When it was taken or given up.', { nullable: true })
  readonly finishedAt!: string | null;
}

export class WebhookDeliveryPageDto {
  @ShownField({ description: 'Newest first.', type: [WebhookDeliveryDto] })
  readonly items!: readonly WebhookDeliveryDto[];

  @ShownField({
    description: 'Send it as `cursor` for the next page; null at the end.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly next!: string | null;
}

export class WebhookAttemptDto {
  @ShownInstant('When it began.')
  readonly at!: string;

  @ShownField({ description: 'How long it took, in milliseconds.', type: 'integer', example: 120 })
  readonly durationMs!: number;

  @ShownField({ description: 'How it ended.', enum: ATTEMPT_OUTCOMES })
  readonly outcome!: AttemptOutcome;

  @ShownField({ description: 'HTTP status; null without an answer.', type: 'integer', nullable: true, example: 204 })
  readonly status!: number | null;

  @ShownField({ description: 'What went wrong.', type: String, nullable: true, example: null })
  readonly error!: string | null;

  @ShownField({ description: 'The first 1 KiB of the answer.', type: String, nullable: true, example: '' })
  readonly answer!: string | null;
}

export class WebhookDeliveryDetailDto extends WebhookDeliveryDto {
  @ShownField({ description: 'What is sent, byte for byte.', example: '{"type":"alert.fired"}' })
  readonly body!: string;

  @ShownField({ description: 'Oldest first.', type: [WebhookAttemptDto] })
  readonly attemptLog!: readonly WebhookAttemptDto[];
}

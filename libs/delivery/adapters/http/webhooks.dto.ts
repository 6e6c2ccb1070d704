import { ChoiceField, IdField, PatternField, ShownField, ShownInstant, TextField } from '#libs/platform/http/index.js';
import {
  DISABLED_REASONS,
  WEBHOOK_EVENT_TYPES,
  type DisabledReason,
  type WebhookEventType,
} from '../../webhooks/webhook-view.js';

const ACCOUNTS_MAX = 1_000;
const STATES = ['enabled', 'disabled'] as const;

export class WebhookParams {
  @PatternField({
    description: 'Id of the endpoint.',
    pattern: /^wh_[0-9a-f]{16}$/,
    expected: 'the id of a webhook endpoint',
    example: 'wh_3f9c0a71d2b84e65',
  })
  readonly webhook!: string;
}

/** Everything an operator decides; a change names all of it again. */
export class WebhookWishDto {
  @TextField({
    description: 'Where messages are posted to: https, a public address, no user name in it.',
    maxLength: 2_048,
    example: 'https://billing.example/hooks/alerts',
  })
  readonly url!: string;

  @TextField({ description: 'For people.', maxLength: 200, optional: true, example: 'billing, team A' })
  readonly description?: string;

  @ChoiceField({
    description: 'What it is told of.',
    of: WEBHOOK_EVENT_TYPES,
    listOf: WEBHOOK_EVENT_TYPES.length,
    nonEmpty: true,
    example: ['alert.fired', 'alert.cleared'],
  })
  readonly eventTypes!: readonly WebhookEventType[];

  @IdField({
    description: 'Of these accounts only; absent: of all.',
    listOf: ACCOUNTS_MAX,
    nonEmpty: true,
    optional: true,
  })
  readonly accounts?: readonly string[];
}

export class WebhookDto {
  @ShownField({ description: 'Id of the endpoint.', example: 'wh_3f9c0a71d2b84e65' })
  readonly id!: string;

  @ShownField({ description: 'Where messages are posted to.', example: 'https://billing.example/hooks/alerts' })
  readonly url!: string;

  @ShownField({ description: 'For people; may be empty.', example: 'billing, team A' })
  readonly description!: string;

  @ShownField({ description: 'What it is told of.', enum: WEBHOOK_EVENT_TYPES, isArray: true })
  readonly eventTypes!: readonly WebhookEventType[];

  @ShownField({ description: 'Of these accounts only; null: of all.', type: [String], nullable: true, example: null })
  readonly accounts!: readonly string[] | null;

  @ShownField({ description: 'Whether messages are sent.', enum: STATES })
  readonly state!: (typeof STATES)[number];

  @ShownField({
    description: 'Who disabled it: an operator; it answered 410 (`gone`); it took nothing for five days (`failing`).',
    enum: DISABLED_REASONS,
    nullable: true,
    example: null,
  })
  readonly disabledReason!: DisabledReason | null;

  @ShownInstant('Since when it is disabled.', { nullable: true })
  readonly disabledAt!: string | null;

  @ShownInstant('Since when it has taken nothing; null while all is well.', { nullable: true })
  readonly failingSinceAt!: string | null;

  @ShownInstant('When it was made.')
  readonly createdAt!: string;

  @ShownInstant('Until then the secret before the newest signs too.', { nullable: true })
  readonly oldSecretEndsAt!: string | null;
}

export class IssuedWebhookDto extends WebhookDto {
  @ShownField({ description: 'What messages are signed with: `whsec_` and base64. Shown this once.' })
  readonly secret!: string;
}

export class WebhookListDto {
  @ShownField({ description: 'Oldest first; 100 at most.', type: [WebhookDto] })
  readonly items!: readonly WebhookDto[];
}

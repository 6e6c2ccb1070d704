import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';

function ShownObjects(description: string): PropertyDecorator {
  return ShownField({ description, type: 'array', items: { type: 'object', additionalProperties: true }, example: [] });
}

function ShownObject(description: string, example: object): PropertyDecorator {
  return ShownField({ description, type: 'object', additionalProperties: true, example });
}

export class AuditedEventDto {
  @ShownField({ description: "Place in the account's history: 0, 1, 2 …", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Place in the ledger.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: 'What happened; see docs/reference/events.md.', example: 'UsageCharged' })
  readonly type!: string;

  @ShownInstant('When it was recorded (rule 11).')
  readonly recordedAt!: string;

  @ShownInstant('When its cause arrived (rule 11).')
  readonly receivedAt!: string;

  @ShownField({ description: 'Who caused it.', example: 'gateway-eu' })
  readonly actor!: string;

  @ShownObject('What caused it: evidence.', { type: 'intake', source: 'file:usage', offset: 7 })
  readonly cause!: object;

  @ShownObject('The event itself, whole, as its type has it.', { account: 'acc-1001' })
  readonly data!: object;

  @ShownCredits('What came into grants, or left them (negative).')
  readonly movedMicro!: string;

  @ShownCredits('Overage made, or settled (negative).')
  readonly overageMovedMicro!: string;

  @ShownCredits('Over all grants, after it.')
  readonly remainingAfterMicro!: string;

  @ShownCredits('Open overage, after it.')
  readonly overageAfterMicro!: string;
}

export class AuditedEventPageDto {
  @ShownField({ description: 'Oldest first.', type: [AuditedEventDto] })
  readonly items!: readonly AuditedEventDto[];

  @ShownField({
    description: 'Send it as `cursor` for the next page; null at the end.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly next!: string | null;
}

class ReplayedAccountDto {
  @ShownField({ description: 'active, suspended or closed.', example: 'active' })
  readonly standing!: string;

  @ShownField({ description: 'individual, household or team.', example: 'individual' })
  readonly kind!: string;

  @ShownInstant('When it was opened.')
  readonly openedAt!: string;

  @ShownField({ description: 'ISO 4217.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({ description: 'Time zone of its billing periods.', example: 'Asia/Shanghai' })
  readonly zone!: string;

  @ShownField({ description: 'First day of its billing periods.', type: 'integer', example: 1 })
  readonly billingDay!: number;

  @ShownObject('What happens to usage no grant pays (rule 22).', { type: 'block' })
  readonly overagePolicy!: object;

  @ShownObject('When to warn (rule 35).', { percents: [80], floorsMicro: [] })
  readonly alertRules!: object;

  @ShownObjects('Tariff books by when each took effect (rule 30).')
  readonly tariffBooks!: readonly object[];

  @ShownObjects('Members, with their limits (rule 26).')
  readonly members!: readonly object[];

  @ShownCredits('Over all grants, held credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Held by reservations, over all grants (rule 23).')
  readonly reservedMicro!: string;

  @ShownCredits('Open overage (rule 21).')
  readonly overageMicro!: string;

  @ShownCredits('Overage headroom held by reservations (rule 23).')
  readonly heldHeadroomMicro!: string;

  @ShownObjects('Grants with credits left, in burn order (rule 16).')
  readonly grants!: readonly object[];

  @ShownObjects('Overage buckets, with what became of each (rule 21).')
  readonly overage!: readonly object[];

  @ShownObjects('Open reservations, with the grants they hold (rule 23).')
  readonly reservations!: readonly object[];

  @ShownObjects('Unsealed billing periods, oldest first, with their money lines.')
  readonly periods!: readonly object[];

  @ShownObjects('Sealed billing periods, oldest first.')
  readonly sealedPeriods!: readonly object[];

  @ShownObjects('Running subscriptions.')
  readonly subscriptions!: readonly object[];

  @ShownObjects('Transfers in flight (rule 33).')
  readonly transfers!: readonly object[];

  @ShownObjects('Open disputes.')
  readonly disputes!: readonly object[];
}

export class AccountReplayDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'How many events were folded.', type: 'integer', example: 18 })
  readonly events!: number;

  @ShownField({ description: 'Of the last of them.', type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Of the last of them.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownInstant('When the last of them was recorded.')
  readonly recordedAt!: string;

  @ShownField({ description: 'What they come to, by the fold decisions are made on.', type: ReplayedAccountDto })
  readonly state!: ReplayedAccountDto;
}

export class JournalHeadDto {
  @ShownField({ description: 'Of the newest record.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({
    description: 'Vouches for everything up to there: SHA-256, 64 hex digits. Keep it outside of the ledger.',
    example: 'ab'.repeat(32),
  })
  readonly digest!: string;
}

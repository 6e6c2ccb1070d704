import type { HashText } from '#libs/kernel/index.js';
import type { EventDefinition } from '#libs/journal/event-definition.js';
import type {
  AccountEvent,
  AccountOpened,
  AlertRulesSet,
  CreditsGranted,
  MemberAdded,
  PeriodOpened,
  UsageCharged,
  UsageConflictRecorded,
} from '../../domain/events.js';
import { keysOfCharge, keysOfConflict, keysOfGrant } from '../../domain/keys.js';
import {
  ACCOUNT_OPENED_V1,
  ALERT_RULES_SET_V1,
  CREDITS_GRANTED_V1,
  MEMBER_ADDED_V1,
  PERIOD_OPENED_V1,
  USAGE_CHARGED_V1,
  USAGE_CONFLICT_RECORDED_V1,
} from './events.schema.js';

/** One definition per event type: a new event does not compile until it has one. */
type AccountDefinitions = {
  readonly [Type in AccountEvent['type']]: EventDefinition<Extract<AccountEvent, { type: Type }>>;
};

export function accountEventDefinitions(sha256: HashText): readonly EventDefinition[] {
  const definitions: AccountDefinitions = {
    AccountOpened: effect<AccountOpened>('AccountOpened', ACCOUNT_OPENED_V1),
    MemberAdded: effect<MemberAdded>('MemberAdded', MEMBER_ADDED_V1),
    AlertRulesSet: effect<AlertRulesSet>('AlertRulesSet', ALERT_RULES_SET_V1),
    PeriodOpened: consequence<PeriodOpened>('PeriodOpened', PERIOD_OPENED_V1),
    CreditsGranted: {
      ...effect<CreditsGranted>('CreditsGranted', CREDITS_GRANTED_V1),
      keys: (event) => keysOfGrant(event, sha256),
    },
    UsageCharged: {
      ...consequence<UsageCharged>('UsageCharged', USAGE_CHARGED_V1),
      keys: (event) => keysOfCharge(event, sha256),
    },
    UsageConflictRecorded: {
      ...consequence<UsageConflictRecorded>('UsageConflictRecorded', USAGE_CONFLICT_RECORDED_V1),
      keys: (event) => keysOfConflict(event, sha256),
    },
  };
  return Object.values(definitions);
}

function effect<Event extends AccountEvent>(
  type: Event['type'],
  schema: EventDefinition['schemas'][0],
): EventDefinition<Event> {
  return { type, schemas: [schema], keys: () => [], isCommandEffect: true };
}

function consequence<Event extends AccountEvent>(
  type: Event['type'],
  schema: EventDefinition['schemas'][0],
): EventDefinition<Event> {
  return { type, schemas: [schema], keys: () => [], isCommandEffect: false };
}

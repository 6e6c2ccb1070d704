import type { Decider } from '#libs/kernel/index.js';
import type { Aggregate } from '#libs/journal/contract.js';
import type { AccountCommand } from './commands.js';
import { decide } from './decide.js';
import type { AccountEvent } from './events.js';
import { evolve } from './evolve.js';
import type { AccountRejection } from './rejections.js';
import { UNOPENED, type AccountState } from './state.js';

export const accountDecider: Decider<AccountCommand, AccountState, AccountEvent, AccountRejection> = {
  initial: UNOPENED,
  decide,
  evolve,
};

export const accountAggregate: Aggregate<AccountState, AccountEvent> = {
  category: 'account',
  initial: UNOPENED,
  evolve,
};

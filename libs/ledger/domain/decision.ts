import type { Decision } from '#libs/kernel/index.js';
import type { AccountEvent } from './events.js';
import type { AccountRejection } from './rejections.js';

export type AccountDecision = Decision<AccountEvent, AccountRejection>;

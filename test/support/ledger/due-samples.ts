import type { AccountCommand, Clock, GrantExpired } from '#libs/ledger/index.js';
import { micro } from '../journal/event-builders.js';
import { clockAt, NOW } from './samples.js';

export function runDueWork(clock: number | Clock): AccountCommand {
  return { type: 'RunDueWork', account: 'a', clock: typeof clock === 'number' ? clockAt(clock) : clock };
}

export function expired(grant: string, amount: number, expiresAt = NOW): GrantExpired {
  return { type: 'GrantExpired', data: { account: 'a', grant, expiresAt, amountMicro: micro(amount) } };
}

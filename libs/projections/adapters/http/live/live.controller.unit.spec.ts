import { describe, expect, it } from '@jest/globals';
import type { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { InMemoryJournalReader } from '../../../../../test/support/journal/in-memory-journal-reader.js';
import { accountOpened, meta, START } from '../../../../../test/support/journal/event-builders.js';
import type { Principal } from '#libs/platform/auth/index.js';
import { Progress } from '../../../runner/progress.js';
import { ReadYourWrites } from '../read-your-writes.js';
import type { LiveAccounts } from './live-accounts.js';
import { LiveController } from './live.controller.js';

const REPLY: Record<string, unknown> = { type: () => REPLY, headers: () => REPLY, send: () => REPLY };

describe('who follows an account of a server that has just started', () => {
  it('is joined once it is known how far the read models are, so that no alert of before is new', async () => {
    const journal = new InMemoryJournalReader();
    journal.append('account-ann', accountOpened('ann'), meta(START));
    const progress = new Progress();
    const joinedAt: number[] = [];
    const live = { follow: () => ({ readable: joinedAt.push(progress.position()) }) };
    const queries = { execute: () => Promise.resolve({ position: 1 }) };
    const controller = new LiveController(
      queries as unknown as QueryBus,
      new ReadYourWrites(progress, journal),
      live as unknown as LiveAccounts,
    );
    const principal = { client: 'app', scopes: ['operator'] } as unknown as Principal;
    const reply = REPLY as unknown as FastifyReply;
    const followed = controller.follow({ account: 'ann' }, {}, undefined, principal, reply);
    await new Promise((resolve) => setTimeout(resolve, 5));
    progress.moveTo(1);
    await followed;
    expect(joinedAt).toEqual([1]);
  });
});

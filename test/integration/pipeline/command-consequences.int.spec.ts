import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JournalFault } from '#libs/journal/faults.js';
import { UNSCOPED, type ClientCommand } from '#libs/ledger/index.js';
import { micro } from '../../support/journal/event-builders.js';
import { DAY, NOW, Workbench } from './workbench.js';

const EXPIRING = {
  type: 'GrantCredits',
  account: 'a',
  grant: 'short',
  source: 'promotion',
  amountMicro: micro(7),
  expiresAt: NOW + DAY,
  scope: UNSCOPED,
} as const satisfies ClientCommand;

const GRANT = { ...EXPIRING, grant: 'new', expiresAt: NOW + 100 * DAY } as const;

/** After the grant expired, the period ended and its grace went by: all of that is due. */
const LATER = NOW + 20 * DAY;
const BEFORE = ['AccountOpened', 'PeriodOpened', 'CreditsGranted'];
const ALL = [...BEFORE, 'GrantExpired', 'PeriodOpened', 'PeriodSealed', 'CreditsGranted'];

describe('a command before which work is due (rules 9, 15)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.openAccount('a');
    await bench.command(EXPIRING, 'first');
    bench.now = LATER;
  });

  afterEach(() => bench.remove());

  it('does that work in its own append, and is answered with its own effect', async () => {
    const answer = await bench.command(GRANT, 'k');
    expect(await bench.typesOf('a')).toEqual(ALL);
    expect(answer).toMatchObject({ revision: 6, replayed: false, event: { data: { terms: { grant: 'new' } } } });
  });

  it('uses up its key once: the effect alone is caused by the command, the rest are its consequences', async () => {
    await bench.command(GRANT, 'k');
    const causes = (await bench.records('a')).slice(BEFORE.length).map(({ meta }) => meta.cause.type);
    expect(causes).toEqual(['consequence', 'consequence', 'consequence', 'command']);
    expect(await bench.command(GRANT, 'k')).toMatchObject({ revision: 6, replayed: true });
    expect(await bench.typesOf('a')).toEqual(ALL);
  });

  it('is answered with its own grant, not with one that was due before it', async () => {
    await bench.openAccount('b');
    bench.now = NOW;
    const rolling = { ...EXPIRING, account: 'b', rollover: { maxMicro: micro(5) } };
    await bench.command(rolling);
    bench.now = LATER;
    const answer = await bench.command({ ...GRANT, account: 'b' });
    expect((await bench.typesOf('b')).slice(-3)).toEqual(['PeriodSealed', 'CreditsGranted', 'CreditsGranted']);
    expect(answer).toMatchObject({ revision: 6, event: { data: { terms: { grant: 'new' } } } });
  });

  it('does nothing at all when it is refused', async () => {
    expect(await bench.command(EXPIRING, 'k')).toMatchObject({ rejection: { code: 'grant_exists' } });
    expect(await bench.typesOf('a')).toEqual(BEFORE);
  });

  it('has its effect and its consequences once when the answer of the disk is lost', async () => {
    bench.loseAnswers(new JournalFault('timeout', 'no answer', true));
    expect(await bench.command(GRANT, 'k')).toMatchObject({ type: 'accepted', revision: 6 });
    expect(await bench.typesOf('a')).toEqual(ALL);
  });

  it('has them once when the process dies between append and acknowledgement, and the client asks again', async () => {
    bench.loseAnswers(new JournalFault('disk', 'the process is gone', false));
    await expect(bench.command(GRANT, 'k')).rejects.toThrow('the process is gone');
    await bench.reopen();
    const again = { type: 'accepted', revision: 6, replayed: true, event: { data: { terms: { grant: 'new' } } } };
    expect(await bench.command(GRANT, 'k')).toMatchObject(again);
    expect(await bench.typesOf('a')).toEqual(ALL);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  accountOpened,
  creditsGranted,
  members,
  micro,
  periodOpened,
} from '../../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../../test/support/journal/ledger-script.js';
import { ProjectionSpecification } from '../../../../test/support/projections/projection-specification.js';
import { afterProjecting } from '../../../../test/support/projections/views-harness.js';

const RULES = [50, 80, 100];

/** Much more than members use, so that the account itself is never warned. */
const PLENTY = 1_000_000_000;

class TeamScript extends LedgerScript {
  constructor(percents: readonly number[] = RULES) {
    super();
    this.open('team', { kind: 'team', members: [] }).setRules('team', percents).grant('team', 'g', PLENTY);
  }

  join(member: string, limit: number | null): this {
    this.add('team', { type: 'MemberAdded', data: { account: 'team', member, limitMicro: limited(limit) } });
    return this;
  }

  limit(member: string, limit: number | null): this {
    this.add('team', { type: 'MemberLimitSet', data: { account: 'team', member, limitMicro: limited(limit) } });
    return this;
  }

  leave(member: string): this {
    this.add('team', { type: 'MemberRemoved', data: { account: 'team', member } });
    return this;
  }

  uses(member: string, amount: number): this {
    this.charge('team', amount, { member });
    return this;
  }
}

function limited(limit: number | null) {
  return limit === null ? null : micro(limit);
}

/** `+ann 80` told, `-ann 80` cleared, in order; no id twice. */
async function told(script: LedgerScript): Promise<readonly string[]> {
  const transitions = await afterProjecting(script.journal, ({ alerts }) => alerts.transitions(0, 10_000, 10_000));
  expect(new Set(transitions.map(({ id }) => id)).size).toBe(transitions.length);
  return transitions.map(({ change, alert }) => `${change === 'fired' ? '+' : '-'}${alert.member} ${alert.threshold}`);
}

describe('an alert of a member with a limit (rule 35)', () => {
  it('speaks of the highest percent of the limit used, under an id that names the member', async () => {
    const script = new TeamScript().join('ann', 100).uses('ann', 85);
    const { items } = await afterProjecting(script.journal, ({ alerts }) => alerts.alerts({}, { limit: 10 }));
    expect(items).toMatchObject([
      { id: 'team/member-ann/percent-80/1', account: 'team', member: 'ann', baseMicro: 100n, remainingMicro: 15n },
    ]);
  });

  it('speaks exactly at the threshold, and once', async () => {
    const script = new TeamScript().join('ann', 100).uses('ann', 49);
    expect(await told(script)).toEqual([]);
    expect(await told(script.uses('ann', 1).uses('ann', 1))).toEqual(['+ann 50']);
  });

  it('is of one member, and not of others or of who has no limit', async () => {
    const script = new TeamScript().join('ann', 100).join('bob', 100).join('eve', null);
    script.uses('eve', 500).uses('ann', 50).uses('bob', 49).uses('guest', 500);
    expect(await told(script)).toEqual(['+ann 50']);
  });

  it('is given beyond the limit too, where what remains is negative', async () => {
    const script = new TeamScript().join('ann', 100).uses('ann', 130);
    const { items } = await afterProjecting(script.journal, ({ alerts }) => alerts.alerts({}, { limit: 10 }));
    expect(items).toMatchObject([{ threshold: 100n, baseMicro: 100n, remainingMicro: -30n }]);
  });

  it('ends with the period, for those too who do nothing in the next', async () => {
    const script = new TeamScript().join('ann', 100).join('bob', 100).uses('ann', 50).uses('bob', 80);
    script.nextPeriod('team').uses('ann', 50);
    expect(await told(script)).toEqual(['+ann 50', '+bob 80', '-ann 50', '-bob 80', '+ann 50']);
  });

  it('starts a generation when the limit rises: what is met still is met silently', async () => {
    const script = new TeamScript().join('ann', 100).uses('ann', 100).limit('ann', 160);
    expect(await told(script)).toEqual(['+ann 100', '-ann 100']);
    // 50 percent is met already; 80 percent are 128.
    expect(await told(script.uses('ann', 27))).toHaveLength(2);
    expect((await told(script.uses('ann', 1))).slice(2)).toEqual(['+ann 80']);
  });

  it('speaks when the limit is lowered to what is used', async () => {
    const script = new TeamScript().join('ann', 1_000).uses('ann', 90).limit('ann', 100);
    expect(await told(script)).toEqual(['+ann 80']);
  });

  it('ends with the limit, and with the member', async () => {
    const script = new TeamScript().join('ann', 100).join('bob', 100).uses('ann', 80).uses('bob', 50);
    script.limit('ann', null).leave('bob').uses('ann', 20).uses('bob', 50);
    expect(await told(script)).toEqual(['+ann 80', '+bob 50', '-ann 80', '-bob 50']);
  });

  it('is silent about what was used when somebody first gets a limit or comes back', async () => {
    const script = new TeamScript().join('ann', null).uses('ann', 80).limit('ann', 100).uses('ann', 1);
    script.leave('ann').join('ann', 100).uses('ann', 1);
    expect(await told(script)).toEqual([]);
    expect(await told(script.uses('ann', 18))).toEqual(['+ann 100']);
  });

  it('takes new rules silently, and speaks again when an old one comes back', async () => {
    const script = new TeamScript([80]).join('ann', 100).uses('ann', 85);
    script.setRules('team', [50]).uses('ann', 1).setRules('team', [50, 90]).uses('ann', 4);
    expect(await told(script)).toEqual(['+ann 80', '-ann 80', '+ann 90']);
  });

  it('knows no percents of a limit of nothing', async () => {
    const script = new TeamScript().join('ann', 100).uses('ann', 50).limit('ann', 0).uses('ann', 50);
    expect(await told(script)).toEqual(['+ann 50', '-ann 50']);
  });

  it('is not given for usage that is booked to an earlier period (rule 13)', async () => {
    const script = new TeamScript().join('ann', 100).nextPeriod('team');
    script.charge('team', 90, { member: 'ann', period: 0 });
    expect(await told(script)).toEqual([]);
  });
});

describe('a member whose limit is set (rule 26)', () => {
  const team = ProjectionSpecification.of('team').given(
    accountOpened('team', { members: members('ann') }),
    periodOpened('team', 0),
    creditsGranted('team', 'g', { amountMicro: micro(100) }),
  );

  it('is shown with it, and has been told nothing', async () => {
    const limit = { account: 'team', member: 'ann', limitMicro: micro(40) };
    team.when({ type: 'MemberLimitSet', data: limit });
    await team.then(({ balances }) => balances.members('team', { limit: 10 }), {
      items: [{ member: 'ann', known: true, usedThisPeriodMicro: 0n, limitMicro: 40n, leftMicro: 40n }],
    });
    await team.then(({ alerts }) => alerts.alerts({}, { limit: 10 }), { items: [] });
  });
});

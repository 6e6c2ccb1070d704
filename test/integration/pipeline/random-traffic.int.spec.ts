import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { postingsOf, type AccountEvent } from '#libs/ledger/index.js';
import { Dice } from '../../support/oracle/dice.js';
import { makeTraffic, Oracle, reportOf, type Step, type Traffic } from '../../support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';
import { ofOracle, ofProduct } from './account-in-words.js';
import { RoughRoad } from './rough-road.js';

const SEEDS = Array.from({ length: 30 }, (_, at) => 1_000 + at);

/** The traffic as steps; what releases held usage comes at any moment among the records. */
function shuffledIn({ setUp, records, afterwards }: Traffic, seed: number): Step[] {
  const dice = new Dice(seed);
  const moments = afterwards.map(() => dice.whole(0, records.length)).sort((left, right) => left - right);
  const receipts = records.map((record): Step => ({ type: 'receive', record }));
  const steps = [...setUp];
  moments.forEach((moment, at) => steps.push(...receipts.slice(moments[at - 1] ?? 0, moment), afterwards[at]!));
  return [...steps, ...receipts.slice(moments.at(-1) ?? 0)];
}

describe.each(SEEDS)('random traffic on a rough road, seed %i', (seed) => {
  const traffic = makeTraffic({
    seed,
    accounts: 8,
    events: 400,
    priceChange: true,
    duplicateShare: 0.1,
    conflictShare: 0.03,
  });
  const steps = shuffledIn(traffic, seed);
  let folder: TemporaryFolder;
  let road: RoughRoad;

  beforeEach(() => {
    folder = temporaryFolder();
    road = new RoughRoad(folder.path, seed);
  });

  afterEach(async () => {
    await road.close();
    folder.remove();
  });

  it('ends as an independent reading of the rules says', async () => {
    await road.run(steps);
    const oracle = new Oracle();
    const expected = new Map<number, string>();
    for (const step of steps) {
      if (step.type === 'receive') expected.set(step.record.offset, oracle.receive(step.record));
      else oracle.step(step);
    }

    expect(road.outcomes).toEqual(expected);
    const { intakeRecords, reader } = road.ledger;
    const [totals] = await intakeRecords.totals();
    expect(totals).toMatchObject({ received: traffic.records.length, counts: oracle.totals.get('traffic') });
    const held = await intakeRecords.held({}, { after: 0, limit: 1_000 });
    expect(held.map((row) => [row.offset, row.releasedAs])).toEqual(
      oracle.held.map(({ record, releasedAs }) => [record.offset, releasedAs]),
    );
    for (const [id, book] of oracle.accounts) {
      const events = (await reader.stream<AccountEvent>(`account-${id}`, 0, 10_000)).map(({ event }) => event);
      expect({ id, ...ofProduct(events) }).toEqual({ id, ...ofOracle(reportOf(book), book.charges) });
      for (const event of events) expect(sum(postingsOf(event).map(({ amountMicro }) => amountMicro))).toBe(0n);
    }
  });
});

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

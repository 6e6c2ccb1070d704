import { describe, expect, it } from '@jest/globals';
import { healthChecks, type HealthParts } from './health-checks.js';

function projectionsBehind(seconds: number) {
  const parts = {
    ledger: { eventStore: { head: () => Promise.resolve(9) } },
    readSide: { lag: () => Promise.resolve({ position: 1, head: 9, events: 8, seconds }) },
    deliverySide: { problem: () => undefined },
  } as unknown as HealthParts;
  return healthChecks(parts).find(({ name }) => name === 'projections')!;
}

describe('the health of the projections', () => {
  it('J5: is red once what they do not show is older than a minute, and the process is then not ready', async () => {
    const check = projectionsBehind(61);
    expect(await check.run()).toEqual({ up: false, detail: '8 events, 61 s behind' });
    expect(check.isNeeded).toBe(true);
    expect(await projectionsBehind(60).run()).toMatchObject({ up: true });
  });
});

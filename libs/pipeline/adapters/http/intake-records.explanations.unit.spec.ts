import { describe, expect, it } from '@jest/globals';
import { REFUSAL_CODES } from '#libs/metering/index.js';
import { HOLD_REASONS } from '../../contract.js';
import { explainHeld, explainRejected, type Explanation } from './intake-records.explanations.js';

describe('the explanation of what was not charged', () => {
  const sound = { meaning: expect.stringMatching(/^[A-Z].{10,}\.$/), mend: expect.stringMatching(/^[A-Z].{10,}\.$/) };

  it.each(Object.keys(REFUSAL_CODES))('says what %s means and what would mend it', (code) => {
    expect(explainRejected(code)).toEqual(sound);
  });

  it.each(HOLD_REASONS)('says what %s waits for and what would mend it', (reason) => {
    expect(explainHeld(reason)).toEqual(sound);
  });

  it('is none for a reason nobody knows any more, whatever it is called', () => {
    const unknown: readonly (Explanation | undefined)[] = [
      ...['toString', '__proto__', 'account_unknown'].map(explainRejected),
      ...['toString', 'tombstone'].map(explainHeld),
    ];
    expect(new Set(unknown)).toEqual(new Set([undefined]));
  });
});

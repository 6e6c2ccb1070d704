import { describe, expect, it, jest } from '@jest/globals';
import { Vitals } from './vitals.js';

describe('the vitals of the intake', () => {
  it('turn bad in silence and good with the next sign of life', () => {
    jest.useFakeTimers();
    try {
      const vitals = new Vitals(1_000);
      jest.advanceTimersByTime(1_000);
      expect(vitals.problem()).toBeUndefined();
      jest.advanceTimersByTime(1);
      expect(vitals.problem()).toContain('no sign of life');
      vitals.sign();
      expect(vitals.problem()).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('name what is wrong until that part has recovered', () => {
    const vitals = new Vitals(1_000);
    vitals.trouble('partition 3', 'disk full');
    vitals.sign();
    expect(vitals.problem()).toBe('partition 3: disk full');
    vitals.recovered('partition 3');
    expect(vitals.problem()).toBeUndefined();
  });
});

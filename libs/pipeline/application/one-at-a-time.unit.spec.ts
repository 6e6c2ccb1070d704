import { describe, expect, it } from '@jest/globals';
import { OneAtATime } from './one-at-a-time.js';

describe('work one at a time', () => {
  it('begins each piece when the one before has ended', async () => {
    const turns = new OneAtATime();
    const seen: string[] = [];
    const piece = (name: string) => async (): Promise<string> => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([turns.run(piece('a')), turns.run(piece('b'))])).toEqual(['a', 'b']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('tells a failure to who asked, and to nobody else', async () => {
    const turns = new OneAtATime();
    const failing = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
    await expect(turns.settled()).resolves.toBeUndefined();
  });
});

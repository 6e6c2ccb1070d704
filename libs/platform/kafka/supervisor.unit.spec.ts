import { describe, expect, it } from '@jest/globals';
import { supervise, type Life } from './supervisor.js';
import { backOffMs } from './tuning.js';

const FOREVER = new Promise<Error>(() => {});

describe('the supervisor', () => {
  it('starts again after each end and each failed start, and closes every life', async () => {
    const events: string[] = [];
    const stop = new AbortController();
    const starts: (() => Promise<Life>)[] = [
      () => Promise.resolve(life('first', Promise.resolve(new Error('crashed')))),
      () => Promise.reject(new Error('no broker')),
      () => {
        setImmediate(() => stop.abort());
        return Promise.resolve(life('last', FOREVER));
      },
    ];
    function life(name: string, ended: Promise<Error>): Life {
      return { ended, close: () => Promise.resolve(void events.push(`closed ${name}`)) };
    }
    await supervise(
      {
        maxBackOffMs: 1,
        start: () => starts.shift()!(),
        onFailure: ({ message }) => events.push(message),
      },
      stop.signal,
    );
    expect(events).toEqual(['closed first', 'crashed', 'no broker', 'closed last']);
  });

  it('waits twice as long after each failure in a row, up to a bound', () => {
    expect([1, 2, 3, 20].map((failures) => backOffMs(failures, 5_000))).toEqual([250, 500, 1_000, 5_000]);
  });
});

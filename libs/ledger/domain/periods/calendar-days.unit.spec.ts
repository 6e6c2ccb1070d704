import { describe, expect, it } from '@jest/globals';
import { formatInstant } from '#libs/kernel/index.js';
import { instant } from '../../../../test/support/ledger/samples.js';
import { dayStart, nextDayStart } from './calendar-days.js';

describe('a calendar day of a zone', () => {
  it.each([
    ['UTC', '2026-01-10T00:00:00Z', '2026-01-10T00:00Z', '2026-01-11T00:00Z'],
    ['Asia/Shanghai', '2026-01-10T15:59:59Z', '2026-01-09T16:00Z', '2026-01-10T16:00Z'],
    ['Asia/Shanghai', '2026-01-10T16:00:00Z', '2026-01-10T16:00Z', '2026-01-11T16:00Z'],
    ['Asia/Kolkata', '2026-01-10T18:30:00Z', '2026-01-10T18:30Z', '2026-01-11T18:30Z'],
    ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    // There is no midnight: the clocks go from 00:00 to 01:00.
    ['America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    // There is no 30 December: the day after the 29th is the 31st.
    ['Pacific/Apia', '2011-12-30T09:00:00Z', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
  ])('in %s at %s starts at %s and ends at %s', (zone, at, start, end) => {
    const shown = (found: number) => formatInstant(found).replace(':00.000Z', 'Z');
    expect([shown(dayStart(instant(at), zone)), shown(nextDayStart(instant(at), zone))]).toEqual([start, end]);
  });
});

import { describe, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { ended, HOUR, made, release } from '../../../../test/support/ledger/reservation-samples.js';
import { at, granted, NOW, OPEN } from '../../../../test/support/ledger/samples.js';

const HELD = [granted('g', 100), made([['input', 60]], [['g', 60]])] as const;

describe('releasing a reservation (rule 24)', () => {
  it('gives everything back that is still held', () => {
    account
      .given(...OPEN, ...HELD)
      .when(release())
      .thenEvents(ended('released', [['g', 60]]));
  });

  it('is possible whatever the standing of the account: nothing stays held by a closed one', () => {
    account
      .given(...OPEN, ...HELD, { type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'left' } })
      .when(release())
      .thenEvents(ended('released', [['g', 60]]));
  });

  it.each(['settled', 'released', 'expired'] as const)('R9: tells who comes second that it was %s', (outcome) => {
    account
      .given(...OPEN, ...HELD, ended(outcome, [['g', 60]]))
      .when(release({ outcome }))
      .thenRejected({ code: `reservation_already_${outcome}`, reservation: 'h' });
  });

  it('comes too late at the instant its time runs out, also where nobody has ended it yet', () => {
    account
      .given(...OPEN, ...HELD)
      .when(release({}, { clock: at(NOW + HOUR).clock }))
      .thenRejected({ code: 'reservation_already_expired', reservation: 'h' });
    account
      .given(...OPEN, ...HELD)
      .when(release({}, { clock: at(NOW + HOUR - 1).clock }))
      .thenEvents(ended('released', [['g', 60]]));
  });

  it('is refused for an id that never was, and on an account that is not open', () => {
    account
      .given(...OPEN)
      .when(release({}, { idUsed: false }))
      .thenRejected({ code: 'reservation_unknown', reservation: 'h' });
    account.given().when(release()).thenRejected({ code: 'account_unknown', account: 'a' });
  });
});

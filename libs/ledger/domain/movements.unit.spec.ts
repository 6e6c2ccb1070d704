import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { corrected } from '../../../test/support/ledger/corrected.js';
import { holding } from '../../../test/support/ledger/hold-samples.js';
import { invoiceBucket, limitBucket } from '../../../test/support/ledger/overage-samples.js';
import { sealedOf } from '../../../test/support/ledger/period-samples.js';
import { ended } from '../../../test/support/ledger/reservation-samples.js';
import {
  blockBucket,
  chargeUsage,
  debit,
  fromGrant,
  granted,
  january,
  opened,
  toOverage,
} from '../../../test/support/ledger/samples.js';
import type { AccountEvent, CorrectionStep } from './events.js';
import { movementsOf, type Book } from './movements.js';
import { bucketName } from './overage/bucket-name.js';
import { postingsOf } from './postings.js';

/** `from > to amount`, in order. */
function moved(event: AccountEvent): readonly string[] {
  return movementsOf(event).map(({ from, to, amountMicro }) => `${nameOf(from)} > ${nameOf(to)} ${amountMicro}`);
}

function nameOf(book: Book): string {
  if (book.book === 'grant') return book.grant;
  if (book.book === 'overage') return bucketName(book.bucket);
  return book.book === 'issued' ? `issued/${book.source}` : book.book;
}

const step = (type: CorrectionStep['type'], more: Partial<CorrectionStep>): AccountEvent =>
  corrected({ steps: [{ type, component: 0, grant: null, bucket: null, amountMicro: micro(7), ...more }] });
const usage = chargeUsage([
  ['input', 30],
  ['output', 20],
]);
const terms = granted('g', 100).data.terms;
const part = { grant: terms, amountMicro: micro(7), costBasis: null };

/** Every kind of event that moves credits, and every way in which it does. */
const MOVING: readonly (readonly [string, AccountEvent, readonly string[]])[] = [
  ['a grant', granted('g', 100, { source: 'promotion' }), ['issued/promotion > g 100']],
  [
    'a grant that repays',
    granted(
      'g',
      100,
      {},
      {
        repays: [
          { bucket: limitBucket(), amountMicro: micro(60), openAfterMicro: micro(0) },
          { bucket: limitBucket(1), amountMicro: micro(5), openAfterMicro: micro(9) },
        ],
      },
    ),
    ['issued/subscription > g 100', 'g > 0-limit-unpriced 60', 'g > 1-limit-unpriced 5'],
  ],
  [
    'a debit',
    debit(usage, [fromGrant(0, 'g', 30, 5), fromGrant(1, 'g', 5, 0, true), toOverage(1, 15, 15, 3)], {
      remaining: 0,
      overage: 15,
    }),
    ['g > consumed 30', 'g > consumed 5', '3-block-unpriced > consumed 15'],
  ],
  [
    'an expiry',
    { type: 'GrantExpired', data: { account: 'a', grant: 'g', expiresAt: 0, amountMicro: micro(7) } },
    ['g > expired 7'],
  ],
  [
    'an adjustment',
    { type: 'GrantAdjustedDown', data: { account: 'a', grant: 'g', amountMicro: micro(7), reason: 'error' } },
    ['g > adjusted_down 7'],
  ],
  [
    'a seal',
    sealedOf(january, {
      overage: [
        { bucket: invoiceBucket(), billedMicro: micro(5), writtenOffMicro: micro(0) },
        { bucket: blockBucket(), billedMicro: micro(0), writtenOffMicro: micro(6) },
      ],
      rollovers: [
        { grant: 'g', into: '~2', rolledMicro: micro(3), forfeitedMicro: micro(4) },
        { grant: 'h', into: null, rolledMicro: micro(0), forfeitedMicro: micro(0) },
      ],
    }),
    ['billed > 0-invoice-1 5', 'written_off > 0-block-unpriced 6', 'g > rolled_out 3', 'g > forfeited 4'],
  ],
  [
    'the end of a reservation, as far as a grant has ended',
    ended('released', [['g', 3], ['h', 4]], { gone: ['h'] }), // prettier-ignore
    ['h > expired 4'],
  ],
  [
    'an upgrade',
    {
      type: 'SubscriptionUpgraded',
      data: {
        account: 'a',
        subscription: 's',
        product: { product: 'p', version: 1, hash: '' },
        terms: {} as never,
        at: 0,
        forfeits: { grant: 'g', amountMicro: micro(7) },
        allowanceMicro: micro(0),
        grant: null,
        lines: [],
      },
    },
    ['g > forfeited 7'],
  ],
  [
    'a chargeback',
    {
      type: 'PurchaseReversed',
      data: {
        account: 'a',
        grant: 'g',
        kind: 'chargeback',
        reason: 'fraud',
        unusedMicro: micro(4),
        overage: [{ bucket: limitBucket(), amountMicro: micro(3) }],
        lines: [],
      },
    },
    ['g > refunded 4', '0-limit-unpriced > charged_back 3'],
  ],
  [
    'a transfer',
    { type: 'TransferSent', data: { account: 'a', transfer: 't', to: 'b', amountMicro: micro(7), parts: [part] } },
    ['g > transferred_out 7'],
  ],
  [
    'a transfer that comes back',
    {
      type: 'TransferReturned',
      data: {
        account: 'a',
        transfer: 't',
        reason: 'account_closed',
        parts: [
          { grant: terms, amountMicro: micro(7), expired: false },
          { grant: { ...terms, grant: 'h' }, amountMicro: micro(5), expired: true },
        ],
      },
    },
    ['transferred_out > g 7', 'transferred_out > h 5', 'h > expired 5'],
  ],
  ['a correction of open overage', step('overage_open', { bucket: blockBucket() }), ['consumed > 0-block-unpriced 7']],
  [
    'a correction of repaid overage',
    step('overage_repaid', { bucket: limitBucket(), grant: 'g' }),
    ['consumed > 0-limit-unpriced 7', '0-limit-unpriced > g 7'],
  ],
  [
    'a correction of billed overage',
    step('overage_billed', { bucket: invoiceBucket() }),
    ['consumed > 0-invoice-1 7', '0-invoice-1 > billed 7'],
  ],
  [
    'a correction of overage that was written off',
    step('overage_written_off', { bucket: blockBucket() }),
    ['consumed > 0-block-unpriced 7', '0-block-unpriced > written_off 7'],
  ],
  ['a correction of a grant', step('grant', { grant: 'g' }), ['consumed > g 7']],
  ['a correction of an expired grant', step('grant_expired', { grant: 'g' }), ['consumed > g 7', 'g > expired 7']],
  ['a correction refunded', step('grant_refunded', { grant: 'g' }), ['consumed > g 7', 'g > refunded 7']],
  ['a re-rate upwards from a grant', step('charge', { grant: 'g' }), ['g > consumed 7']],
  ['a re-rate upwards into overage', step('charge', { bucket: limitBucket() }), ['0-limit-unpriced > consumed 7']],
];

describe('what an event moves (rules 17, 19)', () => {
  it.each(MOVING)('%s', (_, event, expected) => {
    expect(moved(event)).toEqual(expected);
  });

  it('is posted as a double entry that sums to zero', () => {
    for (const [, event] of MOVING) {
      const postings = postingsOf(event);
      expect(postings).toHaveLength(2 * movementsOf(event).length);
      expect(postings.reduce((sum, { amountMicro }) => sum + amountMicro, 0n)).toBe(0n);
    }
  });

  it('is nothing where credits are only held, given back, or not meant at all', () => {
    const still = [
      opened,
      january,
      holding('r', [['g', 5]]),
      ended('released', [['g', 5]]),
      corrected(),
      sealedOf(january),
    ];
    for (const event of still) expect(moved(event)).toEqual([]);
  });
});

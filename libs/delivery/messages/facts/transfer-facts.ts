import type { TransferCompleted, TransferReturned, TransferSent } from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { flag, id, list, micro, object, text } from '../shape.js';
import { decimal } from '../term.js';
import { COST_BASIS_OR_NULL } from '../terms.js';

const TRANSFER = id('Id of the transfer.');

export const TRANSFER_FACTS: FactsOf<TransferSent | TransferCompleted | TransferReturned> = {
  TransferSent: fact(
    'transfer.sent',
    'Step one: the credits have left this account (rule 33).',
    object({
      transfer: TRANSFER,
      to: id('The account they go to.'),
      amountMicro: micro('Of all parts.'),
      parts: list(
        object({
          grant: id('The grant it leaves.'),
          amountMicro: micro('Of the part.'),
          costBasis: COST_BASIS_OR_NULL.shape,
        }),
        'In the order of the burn.',
      ),
    }),
    (data: TransferSent['data']) => ({
      transfer: data.transfer,
      to: data.to,
      amountMicro: decimal(data.amountMicro),
      parts: data.parts.map(({ grant, amountMicro, costBasis }) => ({
        grant: grant.grant,
        amountMicro: decimal(amountMicro),
        costBasis: COST_BASIS_OR_NULL.of(costBasis),
      })),
    }),
  ),
  TransferCompleted: fact(
    'transfer.completed',
    'The receiver has its grants; nothing is in flight.',
    object({ transfer: TRANSFER }),
    ({ transfer }: TransferCompleted['data']) => ({ transfer }),
  ),
  TransferReturned: fact(
    'transfer.returned',
    'The receiver could not take them: everything is back in the same grants.',
    object({
      transfer: TRANSFER,
      reason: text('Why.'),
      parts: list(
        object({
          grant: id('The grant it is back in.'),
          amountMicro: micro('Of the part.'),
          expired: flag('The grant has ended meanwhile: gone at once.'),
        }),
        'As they were sent.',
      ),
    }),
    (data: TransferReturned['data']) => ({
      transfer: data.transfer,
      reason: data.reason,
      parts: data.parts.map(({ grant, amountMicro, expired }) => ({
        grant: grant.grant,
        amountMicro: decimal(amountMicro),
        expired,
      })),
    }),
  ),
};

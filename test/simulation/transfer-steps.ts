import type { AccountCommand, CommandContext, TransferSent } from '#libs/ledger/index.js';

interface Step {
  readonly type: 'receiveTransfer' | 'completeTransfer' | 'returnTransfer';
  readonly transfer: string;
  readonly account: string;
}

/** The process manager of transfers in its plainest form: each step follows from what the one before came to (rule 33). */
export class TransferSteps {
  private readonly underWay = new Map<string, { sent: TransferSent['data']; currency: string; stage: string }>();

  sent({ data }: TransferSent, currency: string): void {
    this.underWay.set(data.transfer, { sent: data, currency, stage: 'sent' });
  }

  step(
    { type, transfer, account }: Step,
    context: CommandContext,
    decide: (command: AccountCommand) => string,
  ): string {
    const known = this.underWay.get(transfer);
    if (known === undefined) return 'passed over';
    if (type === 'receiveTransfer') {
      if (known.stage !== 'sent') return 'passed over';
      const { sent, currency } = known;
      const parts = sent.parts.map(({ grant, amountMicro, costBasis }, part) => ({
        part,
        terms: grant,
        amountMicro,
        costBasis,
      }));
      const from = sent.account;
      const outcome = decide({ type: 'ReceiveTransfer', account, transfer, from, currency, parts, context });
      known.stage = outcome === 'done' ? 'received' : 'refused';
      return outcome;
    }
    if (known.stage !== (type === 'completeTransfer' ? 'received' : 'refused')) return 'passed over';
    known.stage = 'done';
    if (type === 'completeTransfer') return decide({ type: 'CompleteTransfer', account, transfer, context });
    return decide({ type: 'ReturnTransfer', account, transfer, reason: 'refused', context });
  }
}

import { displayCredits, formatInstant } from '#libs/kernel/index.js';
import { bold, grouped } from '#apps/cli/terminal/text.js';
import type { ReceiptView } from '#libs/projections/contract.js';

type Allocation = ReceiptView['allocations'][number];

function payer({ grant, overage }: Allocation): string {
  return grant === null ? `overage of period ${overage?.period ?? '?'}` : `grant ${grant}`;
}

function components({ components: priced, allocations, tariffs }: ReceiptView): readonly string[] {
  return priced.flatMap((component, index) => {
    const pin = tariffs[component.tariff];
    const promoted = component.promotion === null ? '' : ', with promotion';
    const what = `${component.kind} ${grouped(component.quantity)}`;
    const amount = displayCredits(component.amountMicro).padStart(18);
    const tariff = `${pin?.book} v${pin?.version}${promoted}`;
    const paid = allocations
      .filter((allocation) => allocation.component === index)
      .map((one) => `      paid by ${payer(one).padEnd(30)}${displayCredits(one.amountMicro).padStart(18)}`);
    return [`    ${what.padEnd(24)}${tariff.padEnd(24)}${amount}`, ...paid];
  });
}

/** One debit, explained so that a subscriber can follow it. */
export function receiptBlock(receipt: ReceiptView): string {
  const { usage } = receipt;
  const fact = (name: string, value: string): string => `  ${name.padEnd(14)}${value}`;
  const balance = (before: bigint, after: bigint): string => `${displayCredits(before)} → ${displayCredits(after)}`;
  return [
    `\n${bold(`Receipt for ${usage.source} ${usage.id}`)}`,
    `  ${'─'.repeat(70)}`,
    fact('account', usage.member === null ? usage.account : `${usage.account}, member ${usage.member}`),
    fact('model', `${usage.model} (${usage.provider}), tier ${usage.tier}`),
    fact('happened', formatInstant(usage.occurredAt)),
    fact('recorded', `${formatInstant(receipt.recordedAt)}, revision ${receipt.revision} of the account`),
    fact('content', `sha-256 ${receipt.contentHash.slice(0, 32)}…`),
    '',
    ...components(receipt),
    `    ${'charged'.padEnd(48)}${displayCredits(receipt.totalMicro).padStart(18)}`,
    '',
    fact('remaining', balance(receipt.remainingBeforeMicro, receipt.remainingAfterMicro)),
    fact('overage', balance(receipt.overageBeforeMicro, receipt.overageAfterMicro)),
    '',
  ].join('\n');
}

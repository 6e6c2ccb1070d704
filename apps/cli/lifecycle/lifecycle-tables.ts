import { displayCredits } from '#libs/kernel/index.js';
import type { GrantSums, Lifecycle, OverageSums } from '#libs/projections/index.js';
import { table } from '../terminal/table.js';
import { grouped } from '../terminal/text.js';

type Named<Sums> = readonly (readonly [label: string, sum: keyof Sums])[];

const GRANTED: Named<GrantSums> = [
  ['issued', 'issuedMicro'],
  ['= remaining', 'remainingMicro'],
  ['  (of it held)', 'heldMicro'],
  ['+ consumed', 'consumedMicro'],
  ['+ overage repaid', 'overageRepaidMicro'],
  ['+ expired', 'expiredMicro'],
  ['+ forfeited', 'forfeitedMicro'],
  ['+ rolled out', 'rolledOutMicro'],
  ['+ transferred out', 'transferredOutMicro'],
  ['+ refunded', 'refundedMicro'],
  ['+ adjusted down', 'adjustedDownMicro'],
];

const OVERAGE: Named<OverageSums> = [
  ['created', 'createdMicro'],
  ['= open', 'openMicro'],
  ['+ repaid', 'repaidMicro'],
  ['+ billed', 'billedMicro'],
  ['+ written off', 'writtenOffMicro'],
  ['+ reversed', 'reversedMicro'],
];

/** In credits, a column for each source of grants. */
export function lifecycleTables({ account, granted, bySource, overage, ...checked }: Lifecycle): string {
  const whose = account ?? 'the whole ledger';
  const right = (head: string) => ({ head, align: 'right' as const });
  const sources = [{ source: 'all', ...granted }, ...(bySource.length > 1 ? bySource : [])];
  const grants = table(
    `Granted to ${whose}, in credits`,
    [{ head: '' }, ...sources.map(({ source }) => right(source))],
    [
      ['grants', ...sources.map((sums) => grouped(sums.grants))],
      ...GRANTED.map(([label, sum]) => [label, ...sources.map((sums) => displayCredits(BigInt(sums[sum])))]),
    ],
  );
  const owed = table(
    `Overage of ${whose}, in credits`,
    [{ head: '' }, right('all')],
    OVERAGE.map(([label, sum]) => [label, displayCredits(BigInt(overage[sum]))]),
  );
  return `${grants}${overage.buckets === 0 ? '' : owed}\n  ${verdict(checked)}\n`;
}

function verdict({
  addsUp,
  position,
  untilPosition,
}: Pick<Lifecycle, 'addsUp' | 'position' | 'untilPosition'>): string {
  const meanwhile = untilPosition === position ? '' : ` (some up to ${grouped(untilPosition)})`;
  const found = addsUp ? 'It adds up, grant by grant.' : 'It does NOT add up: run tokenledger verify.';
  return `${found} Events up to position ${grouped(position)}${meanwhile}.`;
}

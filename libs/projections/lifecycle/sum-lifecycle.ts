import { GRANT_SOURCES, type GrantSource } from '#libs/ledger/contract.js';
import { outflowOf, type Outflows } from '../balances/outflows.js';
import type { GrantRow } from '../balances/grant-rows.js';
import type { OverageRow } from '../overage/overage-rows.js';
import type { GrantSums, Lifecycle, OverageSums } from './lifecycle-view.js';

export type SummedGrant = Pick<
  GrantRow,
  'source' | 'amountMicro' | 'remainingMicro' | 'heldMicro' | 'consumedMicro' | 'outflows'
>;
export type SummedBucket = Pick<
  OverageRow,
  'createdMicro' | 'openMicro' | 'repaidMicro' | 'billedMicro' | 'writtenOffMicro' | 'reversedMicro'
>;

type Growing<Sums> = { -readonly [Name in keyof Sums]: Sums[Name] };

/** Sums over grants and buckets, in bigint (rule 1), each checked by itself: two faults cannot hide each other. */
export class LifecycleSum {
  private readonly bySource = new Map<GrantSource, Growing<GrantSums>>();
  private readonly overage: Growing<OverageSums> = { ...NO_OVERAGE };
  private addsUp = true;

  addGrant({ source, amountMicro, remainingMicro, heldMicro, consumedMicro, outflows }: SummedGrant): void {
    const sums = this.bySource.get(source) ?? { ...NO_GRANTS };
    this.bySource.set(source, sums);
    addInto(sums, {
      grants: 1,
      issuedMicro: amountMicro,
      remainingMicro,
      heldMicro,
      consumedMicro,
      ...outflowSums(outflows),
    });
    this.addsUp &&= amountMicro === remainingMicro + consumedMicro + outflowTotal(outflows);
  }

  addBucket(bucket: SummedBucket): void {
    const { createdMicro, openMicro, repaidMicro, billedMicro, writtenOffMicro, reversedMicro } = bucket;
    addInto(this.overage, {
      buckets: 1,
      createdMicro,
      openMicro,
      repaidMicro,
      billedMicro,
      writtenOffMicro,
      reversedMicro,
    });
    this.addsUp &&= createdMicro === openMicro + repaidMicro + billedMicro + writtenOffMicro + reversedMicro;
  }

  statement(): Pick<Lifecycle, 'granted' | 'bySource' | 'movedIn' | 'overage' | 'addsUp'> {
    const granted = { ...NO_GRANTS };
    for (const sums of this.bySource.values()) addInto(granted, sums);
    const sources = GRANT_SOURCES.filter((source) => this.bySource.has(source));
    return {
      granted,
      bySource: sources.map((source) => ({ source, ...this.bySource.get(source)! })),
      movedIn: {
        rolledInMicro: this.issued('rollover'),
        transferredInMicro: this.issued('transfer'),
        refundGrantsMicro: this.issued('refund'),
      },
      overage: { ...this.overage },
      addsUp: this.addsUp,
    };
  }

  private issued(source: GrantSource): bigint {
    return this.bySource.get(source)?.issuedMicro ?? 0n;
  }
}

function addInto<Sums extends object>(sums: Sums, more: Sums): void {
  const into = sums as Record<string, number | bigint>;
  for (const [name, amount] of Object.entries(more) as [string, number | bigint][]) {
    const before = into[name]!;
    into[name] = typeof before === 'bigint' ? before + (amount as bigint) : before + (amount as number);
  }
}

function outflowSums(outflows: Outflows) {
  return {
    overageRepaidMicro: outflowOf(outflows, 'overage'),
    expiredMicro: outflowOf(outflows, 'expired'),
    forfeitedMicro: outflowOf(outflows, 'forfeited'),
    rolledOutMicro: outflowOf(outflows, 'rolled_out'),
    transferredOutMicro: outflowOf(outflows, 'transferred_out'),
    refundedMicro: outflowOf(outflows, 'refunded'),
    adjustedDownMicro: outflowOf(outflows, 'adjusted_down'),
  };
}

function outflowTotal(outflows: Outflows): bigint {
  return Object.values(outflows).reduce((total: bigint, amount) => total + amount, 0n);
}

const NO_GRANTS: GrantSums = {
  grants: 0,
  issuedMicro: 0n,
  remainingMicro: 0n,
  heldMicro: 0n,
  consumedMicro: 0n,
  overageRepaidMicro: 0n,
  expiredMicro: 0n,
  forfeitedMicro: 0n,
  rolledOutMicro: 0n,
  transferredOutMicro: 0n,
  refundedMicro: 0n,
  adjustedDownMicro: 0n,
};

const NO_OVERAGE: OverageSums = {
  buckets: 0,
  createdMicro: 0n,
  openMicro: 0n,
  repaidMicro: 0n,
  billedMicro: 0n,
  writtenOffMicro: 0n,
  reversedMicro: 0n,
};

import { InvariantViolation, invariant } from '#libs/kernel/index.js';
import { isBilledLot, isLot, UNPAID, type LotText } from './lot.js';
import type { PlaceText } from './place.js';

/** Credits of overage at one place that one lot has paid from now on, or (negative) no longer pays. */
export interface Recovery {
  readonly place: PlaceText;
  readonly lot: LotText;
  readonly amountMicro: bigint;
}

/** What one place used of a bucket, by who paid for it in the end. */
export type PaidBy = Map<LotText, bigint>;

/**
 * Which usage made the overage of a bucket, and what paid for it. The ledger settles a bucket as a whole (rule 21): here
 * the place that used first is paid first. A correction takes back what the ledger says was open, repaid or billed; where
 * that was another place's, the two change places, so each has what it used and the bucket what the ledger says.
 */
export class OveragePayers {
  constructor(private readonly places: Map<PlaceText, PaidBy>) {}

  use(place: PlaceText, amountMicro: bigint): void {
    this.add(place, UNPAID, amountMicro);
  }

  /** A grant, the bill or nobody pays what is open, oldest place first. */
  settle(payer: LotText, amountMicro: bigint): readonly Recovery[] {
    let dueMicro = amountMicro;
    const recovered: Recovery[] = [];
    for (const [place, paid] of this.places) {
      const taken = smaller(paid.get(UNPAID) ?? 0n, dueMicro);
      if (taken === 0n) continue;
      recovered.push(...this.move(place, UNPAID, payer, taken));
      dueMicro -= taken;
    }
    invariant(dueMicro === 0n, 'no more overage is settled than is open');
    return recovered;
  }

  /** A place used less than it did; `payer` is whom the ledger gives it back to. */
  undo(place: PlaceText, payer: LotText, amountMicro: bigint): readonly Recovery[] {
    let dueMicro = amountMicro;
    const recovered: Recovery[] = [];
    while (dueMicro > 0n) {
      const own = this.amount(place, payer);
      const taken = own > 0n ? smaller(own, dueMicro) : this.exchange(place, payer, dueMicro, recovered);
      this.add(place, payer, -taken);
      recovered.push(...changes(place, payer, -taken));
      dueMicro -= taken;
    }
    return recovered;
  }

  /** Of the price the bucket was billed at; a bucket has one (rule 21). */
  billedLot(): LotText {
    for (const paid of this.places.values()) for (const lot of paid.keys()) if (isBilledLot(lot)) return lot;
    throw new InvariantViolation('what is taken off the bill was billed');
  }

  /** By whom each place is paid, in order of first use. */
  entries(): IterableIterator<[PlaceText, PaidBy]> {
    return this.places.entries();
  }

  /** Another place takes over what this one has been paid by, and gives it as much of what is to be undone. */
  private exchange(place: PlaceText, payer: LotText, atMostMicro: bigint, recovered: Recovery[]): bigint {
    const other = [...this.places].findLast(([name, paid]) => name !== place && (paid.get(payer) ?? 0n) > 0n)?.[0];
    const own = [...(this.places.get(place) ?? [])].findLast(([lot, micro]) => lot !== payer && micro > 0n)?.[0];
    invariant(other !== undefined && own !== undefined, 'what is undone was used in this bucket');
    const taken = smaller(smaller(this.amount(other, payer), this.amount(place, own)), atMostMicro);
    recovered.push(...this.move(other, payer, own, taken), ...this.move(place, own, payer, taken));
    return taken;
  }

  private move(place: PlaceText, from: LotText, to: LotText, amountMicro: bigint): readonly Recovery[] {
    this.add(place, from, -amountMicro);
    this.add(place, to, amountMicro);
    return [...changes(place, from, -amountMicro), ...changes(place, to, amountMicro)];
  }

  private amount(place: PlaceText, payer: LotText): bigint {
    return this.places.get(place)?.get(payer) ?? 0n;
  }

  private add(place: PlaceText, payer: LotText, amountMicro: bigint): void {
    const paid = this.places.get(place) ?? new Map<LotText, bigint>();
    this.places.set(place, paid);
    const after = (paid.get(payer) ?? 0n) + amountMicro;
    if (after === 0n) paid.delete(payer);
    else paid.set(payer, after);
  }
}

function changes(place: PlaceText, lot: LotText, amountMicro: bigint): readonly Recovery[] {
  return isLot(lot) ? [{ place, lot, amountMicro }] : [];
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

import { invariant, type AccountId } from '#libs/kernel/index.js';
import type { AccountEvent, CreditsGranted, UsageCharged } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { drawsOf, type Draw } from '../runner/draws.js';
import { movedBy, type Moved } from '../runner/moved.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import { grantExpiriesTable, grantExpiryOf } from '../timers/grant-expiries.js';
import { balancesTable } from './balance-rows.js';
import { evolveBalance } from './evolve-balances.js';
import { changedGrant, drawnGrant, grantChanges, newGrant, type GrantChange } from './evolve-grants.js';
import { grantsTable, type GrantRow } from './grant-rows.js';

/** What each account and grant has, had and used; and when what is left of a grant expires. */
export class BalancesProjection implements Projection {
  readonly name = 'balances';
  readonly version = 1;
  readonly slices;
  private readonly balances;
  private readonly grants;
  private readonly expiries;

  constructor(keptRows: number) {
    this.balances = new RowSlice(balancesTable, (row) => row.account, keptRows);
    this.grants = new RowSlice(grantsTable, (row) => keyOf(row.account, row.grant), keptRows);
    this.expiries = new RowSlice(grantExpiriesTable, (row) => keyOf(row.account, row.grant), keptRows);
    this.slices = [this.balances, this.grants, this.expiries];
  }

  prepare(record: AccountRecord): Fold {
    const { event } = record;
    const account = accountOf(event);
    const balance = this.balances.want(account);
    if (event.type === 'UsageCharged') {
      const draw = this.charge(event.data);
      return () => {
        this.balances.put(balance, evolveBalance(balance.row, record, undefined));
        draw();
      };
    }
    const moved = movedBy(event);
    const change = this.change(account, event, moved);
    return () => {
      this.balances.put(balance, evolveBalance(balance.row, record, moved));
      change?.();
    };
  }

  private charge({ usage: { account }, allocations }: UsageCharged['data']): Fold {
    const draws = drawsOf(allocations);
    const grants = draws.map(({ grant }) => this.grants.want(keyOf(account, grant)));
    return () => draws.forEach((draw, index) => this.draw(grants[index]!, draw));
  }

  private draw(cell: Cell<GrantRow>, draw: Draw): void {
    invariant(cell.row !== undefined, `grant ${cell.key} was made before it paid`);
    const drawn = drawnGrant(cell.row, draw);
    this.grants.put(cell, drawn);
    if (drawn.remainingMicro === 0n && drawn.expiresAt !== null) this.expiries.remove(cell.key);
  }

  private change(account: AccountId, event: AccountEvent, moved: Moved): Fold | undefined {
    const changes = grantChanges(event, moved);
    if (changes.length === 0) return undefined;
    const given = event.type === 'CreditsGranted' ? event.data : undefined;
    const cells = changes.map(({ grant }) => this.grants.want(keyOf(account, grant)));
    return () => changes.forEach((change, index) => this.put(cells[index]!, change, given));
  }

  private put(cell: Cell<GrantRow>, change: GrantChange, given: CreditsGranted['data'] | undefined): void {
    const before = given === undefined ? cell.row : newGrant(given);
    invariant(before !== undefined, `grant ${cell.key} was made before it changed`);
    const after = changedGrant(before, change);
    this.grants.put(cell, after);
    const due = grantExpiryOf(after);
    if (due === undefined) this.expiries.remove(cell.key);
    else this.expiries.replace(due);
  }
}

function keyOf(account: AccountId, part: string): string {
  return `${account}/${part}`;
}

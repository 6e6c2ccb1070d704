import { invariant, type AccountId, type MemberId } from '#libs/kernel/index.js';
import type { AccountEvent, CreditsGranted, MemberTerms, UsageCharged } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { drawsOf, type Draw } from '../runner/draws.js';
import { handle, type Handlers } from '../runner/handlers.js';
import { movedBy, type Moved } from '../runner/moved.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import { grantExpiriesTable, grantExpiryOf } from '../timers/grant-expiries.js';
import { balancesTable, membersTable } from './balance-rows.js';
import { evolveBalance } from './evolve-balances.js';
import { changedGrant, drawnGrant, grantChanges, newGrant, type GrantChange } from './evolve-grants.js';
import { knownMember, removedMember, usedByMember, type MemberUse } from './evolve-members.js';
import { grantsTable, type GrantRow } from './grant-rows.js';

/** What each account, grant and member has, had and used; and when what is left of a grant expires. */
export class BalancesProjection implements Projection {
  readonly name = 'balances';
  readonly version = 1;
  readonly slices;
  private readonly balances;
  private readonly grants;
  private readonly members;
  private readonly expiries;

  constructor(keptRows: number) {
    this.balances = new RowSlice(balancesTable, (row) => row.account, keptRows);
    this.grants = new RowSlice(grantsTable, (row) => keyOf(row.account, row.grant), keptRows);
    this.members = new RowSlice(membersTable, (row) => keyOf(row.account, row.member), keptRows);
    this.expiries = new RowSlice(grantExpiriesTable, (row) => keyOf(row.account, row.grant), keptRows);
    this.slices = [this.balances, this.grants, this.members, this.expiries];
  }

  prepare(record: AccountRecord): Fold {
    const { event } = record;
    const account = accountOf(event);
    const balance = this.balances.want(account);
    const moved = event.type === 'UsageCharged' ? undefined : movedBy(event);
    const grants = moved === undefined ? undefined : this.change(account, event, moved);
    const rest = handle(this.handlers, event, undefined);
    return () => {
      this.balances.put(balance, evolveBalance(balance.row, record, moved));
      grants?.();
      rest?.();
    };
  }

  private readonly handlers: Handlers<void, Fold | undefined> = {
    UsageCharged: ({ data }) => this.charge(data),
    UsageCorrected: ({ data: { account, member, period, chargedPeriod, deltaMicro: amountMicro } }) =>
      member === null || period !== chargedPeriod ? undefined : this.use({ account, member, period, amountMicro }),
    AccountOpened: ({ data }) => this.addMembers(data.account, data.members),
    MemberAdded: ({ data }) => this.addMembers(data.account, [data]),
    MemberLimitSet: ({ data }) => this.addMembers(data.account, [data]),
    MemberRemoved: ({ data }) => this.removeMember(data.account, data.member),
  };

  private charge({ usage, period, allocations, totalMicro }: UsageCharged['data']): Fold {
    const { account, member } = usage;
    const draws = drawsOf(allocations);
    const grants = draws.map(({ grant }) => this.grants.want(keyOf(account, grant)));
    const used = member === null ? undefined : this.use({ account, member, period, amountMicro: totalMicro });
    return () => {
      draws.forEach((draw, index) => this.draw(grants[index]!, draw));
      used?.();
    };
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

  private addMembers(account: AccountId, members: readonly MemberTerms[]): Fold {
    const cells = members.map(({ member }) => this.members.want(keyOf(account, member)));
    return () =>
      cells.forEach((cell, index) => this.members.put(cell, knownMember(cell.row, account, members[index]!)));
  }

  private removeMember(account: AccountId, member: MemberId): Fold {
    const cell = this.members.want(keyOf(account, member));
    return () => this.members.put(cell, removedMember(cell.row, account, member));
  }

  private use(use: MemberUse): Fold {
    const cell = this.members.want(keyOf(use.account, use.member));
    return () => this.members.put(cell, usedByMember(cell.row, use));
  }
}

function keyOf(account: AccountId, part: string): string {
  return `${account}/${part}`;
}

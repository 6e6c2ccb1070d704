import { invariant, unreachable, type AccountId, type GrantId, type MemberId } from '#libs/kernel/index.js';
import type { UsageCharged } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { drawsOf, type Draw } from '../runner/draws.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import { balancesTable, grantsTable, membersTable, type GrantRow } from './balance-rows.js';
import { addedMember, chargedMember, drawnGrant, evolveBalance, openedGrant } from './evolve-balances.js';

/** What each account, grant and member has, had and used. */
export class BalancesProjection implements Projection {
  readonly name = 'balances';
  readonly version = 1;
  readonly slices;
  private readonly balances;
  private readonly grants;
  private readonly members;

  constructor(keptRows: number) {
    this.balances = new RowSlice(balancesTable, (row) => row.account, keptRows);
    this.grants = new RowSlice(grantsTable, (row) => grantKey(row.account, row.grant), keptRows);
    this.members = new RowSlice(membersTable, (row) => memberKey(row.account, row.member), keptRows);
    this.slices = [this.balances, this.grants, this.members];
  }

  prepare(record: AccountRecord): Fold {
    const balance = this.balances.want(accountOf(record.event));
    const rest = this.prepareParts(record);
    return () => {
      this.balances.put(balance, evolveBalance(balance.row, record));
      rest?.();
    };
  }

  private prepareParts({ event }: AccountRecord): Fold | undefined {
    switch (event.type) {
      case 'AccountOpened':
        return this.addMembers(event.data.account, event.data.members);
      case 'MemberAdded':
        return this.addMembers(event.data.account, [event.data.member]);
      case 'CreditsGranted':
        return () => this.grants.replace(openedGrant(event.data));
      case 'UsageCharged':
        return this.charge(event.data);
      case 'AlertRulesSet':
      case 'PeriodOpened':
      case 'UsageConflictRecorded':
        return undefined;
      default:
        return unreachable(event);
    }
  }

  private addMembers(account: AccountId, members: readonly MemberId[]): Fold {
    const cells = members.map((member) => this.members.want(memberKey(account, member)));
    return () =>
      cells.forEach((cell, index) => this.members.put(cell, addedMember(cell.row, account, members[index]!)));
  }

  private charge(charge: UsageCharged['data']): Fold {
    const { account, member } = charge.usage;
    const draws = drawsOf(charge.allocations);
    const grants = draws.map(({ grant }) => this.grants.want(grantKey(account, grant)));
    const user = member === null ? undefined : this.members.want(memberKey(account, member));
    return () => {
      draws.forEach((draw, index) => this.draw(grants[index]!, draw));
      if (user !== undefined) this.members.put(user, chargedMember(user.row, charge));
    };
  }

  private draw(cell: Cell<GrantRow>, draw: Draw): void {
    invariant(cell.row !== undefined, `grant ${cell.key} was made before it paid`);
    this.grants.put(cell, drawnGrant(cell.row, draw));
  }
}

function grantKey(account: AccountId, grant: GrantId): string {
  return `${account}/${grant}`;
}

function memberKey(account: AccountId, member: MemberId): string {
  return `${account}/${member}`;
}

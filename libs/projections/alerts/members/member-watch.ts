import type { AccountId, MemberId } from '#libs/kernel/index.js';
import type { MemberTerms } from '#libs/ledger/contract.js';
import { handle, type Handlers } from '../../runner/handlers.js';
import type { AccountRecord } from '../../runner/projection.js';
import { RowSlice, type Cell } from '../../store/row-slice.js';
import type { Crossing, SpokenAlert, Threshold } from '../alert-state.js';
import type { Watched } from '../alert-rows.js';
import type { Moment } from '../judge-thresholds.js';
import { knownMember, removedMember, usedByMember, type MemberUse } from './evolve-members.js';
import { memberCrossingsTable, type MemberCrossings } from './member-crossings-rows.js';
import { membersTable, type MemberRow } from './member-rows.js';
import { endCrossings, isStillRuled, watchMember, type MemberRules } from './watch-member.js';

/** What has begun or ended to hold of one who is watched. */
export interface Told {
  readonly raised: readonly SpokenAlert[];
  readonly cleared: readonly SpokenAlert[];
}

export type TellAlerts = (watched: Watched, told: Told, moment: Moment) => void;

/** Folds a record once the account's rules are as they are after it. */
export type MemberFold = (rules: MemberRules, moment: Moment) => void;

type Change = (row: MemberRow | undefined) => MemberRow;

/** Counts what members use, and holds it against their limits (ADR 0015). Events that name no member cost nothing. */
export class MemberWatch {
  readonly slices;
  private readonly members;
  private readonly crossings;

  constructor(
    keptRows: number,
    private readonly tell: TellAlerts,
  ) {
    this.members = new RowSlice(membersTable, (row) => `${row.account}/${row.member}`, keptRows);
    this.crossings = new RowSlice(memberCrossingsTable, (row) => row.account, keptRows);
    this.slices = [this.members, this.crossings];
  }

  /** `undefined`: it means nothing to any member. */
  prepare({ event }: AccountRecord): MemberFold | undefined {
    return handle(this.handlers, event, undefined);
  }

  private readonly handlers: Handlers<void, MemberFold | undefined> = {
    UsageCharged: ({ data: { usage, period, totalMicro } }) =>
      usage.member === null
        ? undefined
        : this.use({ account: usage.account, member: usage.member, period, amountMicro: totalMicro }),
    UsageCorrected: ({ data: { account, member, period, chargedPeriod, deltaMicro: amountMicro } }) =>
      member === null || period !== chargedPeriod ? undefined : this.use({ account, member, period, amountMicro }),
    AccountOpened: ({ data }) => (data.members.length === 0 ? undefined : this.open(data.account, data.members)),
    MemberAdded: ({ data }) => this.know(data.account, data),
    MemberLimitSet: ({ data }) => this.know(data.account, data),
    MemberRemoved: ({ data: { account, member } }) =>
      this.change(account, member, (row) => removedMember(row, account, member)),
    PeriodOpened: ({ data }) => this.startPeriod(data.account, data.period),
    AlertRulesSet: ({ data }) => this.setRules(data.account),
  };

  private use(use: MemberUse): MemberFold {
    return this.change(use.account, use.member, (row) => usedByMember(row, use));
  }

  private open(account: AccountId, members: readonly MemberTerms[]): MemberFold {
    const folds = members.map((terms) => this.know(account, terms));
    return (rules, moment) => folds.forEach((fold) => fold(rules, moment));
  }

  private know(account: AccountId, terms: MemberTerms): MemberFold {
    return this.change(account, terms.member, (row) => knownMember(row, account, terms));
  }

  private change(account: AccountId, member: MemberId, change: Change): MemberFold {
    const cell = this.members.want(`${account}/${member}`);
    const group = this.crossings.want(account);
    return (rules, moment) => {
      const step = watchMember(cell.row, change(cell.row), group.row, rules, moment);
      this.members.put(cell, step.row);
      this.keep(group, { account, member }, step.crossings);
      this.tell({ account, member }, step, moment);
    };
  }

  private keep(
    cell: Cell<MemberCrossings>,
    { account, member }: { readonly account: AccountId; readonly member: MemberId },
    crossings: readonly Crossing[],
  ): void {
    const group: MemberCrossings = cell.row ?? { account, generation: 0, crossings: new Map() };
    if (isSame(group.crossings.get(member) ?? [], crossings)) return;
    const others = new Map(group.crossings);
    if (crossings.length === 0) others.delete(member);
    else others.set(member, crossings);
    this.crossings.put(cell, { ...group, crossings: others });
  }

  private startPeriod(account: AccountId, period: number): MemberFold {
    const cell = this.crossings.want(account);
    return (rules, moment) => {
      if (period === rules.period) this.end(cell, () => true, moment);
    };
  }

  private setRules(account: AccountId): MemberFold {
    const cell = this.crossings.want(account);
    return (rules, moment) => this.end(cell, (threshold) => !isStillRuled(rules, threshold), moment);
  }

  private end(cell: Cell<MemberCrossings>, isOver: (threshold: Threshold) => boolean, moment: Moment): void {
    if (cell.row === undefined) return;
    const { group, ended } = endCrossings(cell.row, isOver);
    this.crossings.put(cell, group);
    for (const [member, cleared] of ended) {
      this.tell({ account: group.account, member }, { raised: [], cleared }, moment);
    }
  }
}

function isSame(left: readonly Crossing[], right: readonly Crossing[]): boolean {
  return left.length === right.length && left.every((crossing, index) => crossing === right[index]);
}

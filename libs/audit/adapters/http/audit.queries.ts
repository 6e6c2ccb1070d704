import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import type { JournalHead, JournalIntegrityPort } from '#libs/journal/ports/journal-integrity.port.js';
import type { HistoryEntry, Page, PageRequest } from '#libs/projections/contract.js';
import type { AccountAudit, AccountReplay, HistoryBound } from '../../contract.js';
import type { Verification, Verifications } from '../../verifications.js';
import { ACCOUNT_AUDIT, JOURNAL_HEADS, VERIFICATIONS } from './audit-tokens.js';

export class GetAuditedHistory extends Query<Page<HistoryEntry>> {
  constructor(
    readonly account: AccountId,
    readonly bound: HistoryBound,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(GetAuditedHistory)
export class GetAuditedHistoryHandler implements IQueryHandler<GetAuditedHistory> {
  constructor(@Inject(ACCOUNT_AUDIT) private readonly audit: AccountAudit) {}

  execute({ account, bound, page }: GetAuditedHistory): Promise<Page<HistoryEntry>> {
    return this.audit.page(account, bound, page);
  }
}

/** The whole of it, as it is read. */
export class ExportHistory extends Query<AsyncIterable<string>> {
  constructor(
    readonly account: AccountId,
    readonly bound: HistoryBound,
  ) {
    super();
  }
}

@QueryHandler(ExportHistory)
export class ExportHistoryHandler implements IQueryHandler<ExportHistory> {
  constructor(@Inject(ACCOUNT_AUDIT) private readonly audit: AccountAudit) {}

  async execute({ account, bound }: ExportHistory): Promise<AsyncIterable<string>> {
    return this.audit.lines(account, bound);
  }
}

export class ReplayAccount extends Query<AccountReplay | undefined> {
  constructor(
    readonly account: AccountId,
    readonly bound: HistoryBound,
  ) {
    super();
  }
}

@QueryHandler(ReplayAccount)
export class ReplayAccountHandler implements IQueryHandler<ReplayAccount> {
  constructor(@Inject(ACCOUNT_AUDIT) private readonly audit: AccountAudit) {}

  execute({ account, bound }: ReplayAccount): Promise<AccountReplay | undefined> {
    return this.audit.replay(account, bound);
  }
}

export type JournalHeads = Pick<JournalIntegrityPort, 'head'>;

export class GetJournalHead extends Query<JournalHead> {}

@QueryHandler(GetJournalHead)
export class GetJournalHeadHandler implements IQueryHandler<GetJournalHead> {
  constructor(@Inject(JOURNAL_HEADS) private readonly journal: JournalHeads) {}

  execute(): Promise<JournalHead> {
    return this.journal.head();
  }
}

export class GetVerification extends Query<Verification | undefined> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetVerification)
export class GetVerificationHandler implements IQueryHandler<GetVerification> {
  constructor(@Inject(VERIFICATIONS) private readonly verifications: Verifications) {}

  async execute({ id }: GetVerification): Promise<Verification | undefined> {
    return this.verifications.get(id);
  }
}

export const AUDIT_QUERY_HANDLERS = [
  GetAuditedHistoryHandler,
  ExportHistoryHandler,
  ReplayAccountHandler,
  GetJournalHeadHandler,
  GetVerificationHandler,
];

import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { viewJson } from '#libs/kernel/index.js';
import { CursorInvalid, type HistoryEntry, type Page } from '#libs/projections/contract.js';
import { Requires } from '#libs/platform/auth/index.js';
import {
  AccountParams,
  decodeCursor,
  edgeProblem,
  encodeCursor,
  instantOf,
  PAGE_LIMIT_DEFAULT,
} from '#libs/platform/http/index.js';
import type { HistoryBound } from '../../contract.js';
import { entryJson } from '../../history/history-json.js';
import { AuditedEventPageDto, JournalHeadDto, AccountReplayDto } from './account-audit.dto.js';
import { HistoryBoundPageQuery, HistoryBoundQuery } from './audit-queries.dto.js';
import { ExportHistory, GetAuditedHistory, GetJournalHead, ReplayAccount } from './audit.queries.js';

const NDJSON = 'application/x-ndjson';

/** For auditors: one account from the journal alone, and what to keep outside of the ledger. */
@ApiTags('audit')
@Controller('v1/audit')
export class AccountAuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get('head')
  @Requires('auditor')
  @ApiOperation({ summary: 'Read the newest position of the journal and the digest that vouches for all up to it' })
  @ApiOkResponse({ type: JournalHeadDto })
  head(): Promise<JournalHeadDto> {
    return this.queries.execute(new GetJournalHead());
  }

  @Get('accounts/:account/history')
  @Requires('auditor')
  @ApiOperation({ summary: "Read an account's events whole, up to a point, with the balance after each" })
  @ApiOkResponse({ type: AuditedEventPageDto })
  async history(
    @Param() { account }: AccountParams,
    @Query() query: HistoryBoundPageQuery,
  ): Promise<AuditedEventPageDto> {
    const { items, next } = await this.page(account, query);
    if (items.length === 0) await this.requireAccount(account);
    return { items: items.map(entryJson), next: next === null ? null : encodeCursor(next) };
  }

  @Get('accounts/:account/history.ndjson')
  @Requires('auditor')
  @ApiOperation({ summary: 'The same as one stream, a line an event, and a last line that says what they come to' })
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' } } } })
  async export(@Param() { account }: AccountParams, @Query() query: HistoryBoundQuery): Promise<StreamableFile> {
    await this.requireAccount(account);
    const lines = await this.queries.execute(new ExportHistory(account, boundOf(query)));
    return new StreamableFile(Readable.from(lines), { type: NDJSON });
  }

  @Get('accounts/:account/replay')
  @Requires('auditor')
  @ApiOperation({ summary: 'Fold an account again from its events, up to a point: the whole state they come to' })
  @ApiOkResponse({ type: AccountReplayDto })
  async replay(@Param() { account }: AccountParams, @Query() query: HistoryBoundQuery): Promise<AccountReplayDto> {
    const replay = await this.queries.execute(new ReplayAccount(account, boundOf(query)));
    if (replay === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(replay);
  }

  private async page(account: string, query: HistoryBoundPageQuery): Promise<Page<HistoryEntry>> {
    const { cursor, limit = PAGE_LIMIT_DEFAULT } = query;
    const request = cursor === undefined ? { limit } : { after: decodeCursor(cursor), limit };
    try {
      return await this.queries.execute(new GetAuditedHistory(account, boundOf(query), request));
    } catch (error) {
      throw error instanceof CursorInvalid ? edgeProblem('cursor_invalid', { pointer: '/cursor' }) : error;
    }
  }

  private async requireAccount(account: string): Promise<void> {
    const { items } = await this.queries.execute(new GetAuditedHistory(account, {}, { limit: 1 }));
    if (items.length === 0) throw edgeProblem('account_unknown', { facts: { account } });
  }
}

function boundOf(query: HistoryBoundQuery): HistoryBound {
  const { to_position: toPosition, to_revision: toRevision, to_time: toTime } = query;
  return { toPosition, toRevision, toTime: toTime === undefined ? undefined : instantOf(toTime) };
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Requires, type Principal } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem, PageQuery } from '#libs/platform/http/index.js';
import type { HistoryEntry } from '../../contract.js';
import { AlertPageDto } from './alerts.dto.js';
import { HistoryPageDto, type HistoryEntryDto } from './history.dto.js';
import { readPage } from './paging.js';
import { PositionPageQuery, ReceiptQuery } from './queries.dto.js';
import { GetHistory, GetReceipt, ListAlerts } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ReceiptDto } from './receipt.dto.js';
import { ofKnownAccount, requireAccount } from './require-account.js';
import { viewJson } from './view-json.js';

@ApiTags('history')
@Controller('v1')
export class HistoryController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('accounts/:account/history')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: "Read an account's events from the journal, with the balance after each" })
  @ApiOkResponse({ type: HistoryPageDto })
  async history(@Param() { account }: AccountParams, @Query() query: PageQuery): Promise<HistoryPageDto> {
    const { items, next } = await readPage(query, (page) => this.queries.execute(new GetHistory(account, page)));
    if (items.length === 0) await requireAccount(this.queries, account);
    return { items: items.map(entryView), next };
  }

  @Get('accounts/:account/alerts')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List low-balance alerts of an account' })
  @ApiOkResponse({ type: AlertPageDto })
  async alerts(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<AlertPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) => this.queries.execute(new ListAlerts({ account }, request)));
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  @Get('receipts')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Explain one debit and what was corrected since, by its usage key' })
  @ApiOkResponse({ type: ReceiptDto })
  async receipt(@Query() { source, id }: ReceiptQuery, @CurrentPrincipal() principal: Principal): Promise<ReceiptDto> {
    const receipt = await this.queries.execute(new GetReceipt(source, id));
    if (receipt === undefined || isOfAnother(principal, receipt.usage.account)) throw edgeProblem('receipt_unknown');
    return viewJson(receipt);
  }
}

/** To a subscriber, others' receipts do not exist: even that a key was used is not its to know. */
function isOfAnother(principal: Principal, account: string): boolean {
  return principal.account !== undefined && principal.account !== account;
}

function entryView({ record, ...figures }: HistoryEntry): HistoryEntryDto {
  const { event, meta, position, revision } = record;
  const { recordedAt, receivedAt, actor } = meta;
  return viewJson({
    revision,
    position,
    type: event.type,
    recordedAt,
    receivedAt,
    actor,
    data: event.data,
    ...figures,
  });
}

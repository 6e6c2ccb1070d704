import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Requires, type Principal } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem, PageQuery } from '#libs/platform/http/index.js';
import type { HistoryEntry } from '../../contract.js';
import {
  AlertPageDto,
  HistoryPageDto,
  InvoiceDto,
  InvoiceQuery,
  ReceiptQuery,
  type HistoryEntryDto,
} from './history.dto.js';
import { PositionPageQuery } from './accounts.dto.js';
import { readPage } from './paging.js';
import { GetAccount, GetHistory, GetInvoice, GetReceipt, ListAlerts } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ReceiptDto } from './receipt.dto.js';
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
    if (items.length === 0) await this.requireAccount(account);
    return { items: items.map(entryView), next };
  }

  @Get('accounts/:account/alerts')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List low-balance alerts of an account' })
  @ApiOkResponse({ type: AlertPageDto })
  async alerts(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<AlertPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) => this.queries.execute(new ListAlerts({ account }, request)));
    if (page.items.length === 0) await this.requireAccount(account);
    return viewJson(page);
  }

  @Get('accounts/:account/invoice-lines')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Read the draft invoice lines of a billing period' })
  @ApiOkResponse({ type: InvoiceDto })
  async invoiceLines(@Param() { account }: AccountParams, @Query() query: InvoiceQuery): Promise<InvoiceDto> {
    await this.readYourWrites.until(query.min_position);
    const invoice = await this.queries.execute(new GetInvoice(account, query.period));
    if (invoice !== undefined) return viewJson(invoice);
    await this.requireAccount(account);
    throw edgeProblem('period_unknown', { pointer: '/period', facts: { account } });
  }

  @Get('receipts')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Explain one debit, by its usage key' })
  @ApiOkResponse({ type: ReceiptDto })
  async receipt(@Query() { source, id }: ReceiptQuery, @CurrentPrincipal() principal: Principal): Promise<ReceiptDto> {
    const receipt = await this.queries.execute(new GetReceipt(source, id));
    if (receipt === undefined || isOfAnother(principal, receipt.usage.account)) throw edgeProblem('receipt_unknown');
    return viewJson(receipt);
  }

  private async requireAccount(account: string): Promise<void> {
    const found = await this.queries.execute(new GetAccount(account));
    if (found === undefined) throw edgeProblem('account_unknown', { facts: { account } });
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

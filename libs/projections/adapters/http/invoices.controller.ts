import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import { InvoiceDto } from './invoice.dto.js';
import { InvoiceQuery } from './queries.dto.js';
import { GetInvoice } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { requireAccount } from './require-account.js';
import { viewJson } from './view-json.js';

@ApiTags('invoices')
@Controller('v1/accounts/:account/invoice-lines')
export class InvoicesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({
    summary: 'Read the invoice lines of a billing period: draft while it is open, then as it was sealed',
  })
  @ApiOkResponse({ type: InvoiceDto })
  async invoiceLines(@Param() { account }: AccountParams, @Query() query: InvoiceQuery): Promise<InvoiceDto> {
    await this.readYourWrites.until(query.min_position);
    const invoice = await this.queries.execute(new GetInvoice(account, query.period));
    if (invoice !== undefined) return viewJson(invoice);
    await requireAccount(this.queries, account);
    throw edgeProblem('period_unknown', { pointer: '/period', facts: { account } });
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, Requires, type Principal } from '#libs/platform/auth/index.js';
import { decodeCursor, edgeProblem, encodeCursor, instantOf, PAGE_LIMIT_DEFAULT } from '#libs/platform/http/index.js';
import { CursorInvalid, sealedLinesCursor, sealedLinesCursorText, type SealedLinesCursor } from '../../contract.js';
import { ACKNOWLEDGED, SealedLinesPageDto, SealedLinesQuery } from './invoice-lines.dto.js';
import { GetAcknowledgedPlace, ListSealedLines } from './invoice-lines.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { viewJson } from './view-json.js';

@ApiTags('invoices')
@Controller('v1/invoice-lines')
export class InvoiceLinesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Requires('billing')
  @ApiOperation({
    summary: 'Poll the sealed invoice lines of all accounts; `cursor=acknowledged` goes on after what was acknowledged',
  })
  @ApiOkResponse({ type: SealedLinesPageDto })
  async sealedLines(
    @CurrentPrincipal() { client }: Principal,
    @Query() query: SealedLinesQuery,
  ): Promise<SealedLinesPageDto> {
    const { limit = PAGE_LIMIT_DEFAULT, sealed_from: from, sealed_until: until } = query;
    await this.readYourWrites.until(query.min_position);
    const after = await this.placeOf(query.cursor, client);
    // A place that is not shown yet: its ledger was restored, or its read models are being derived again.
    await this.readYourWrites.until(after?.position, '/cursor');
    const range = {
      after,
      ...(from !== undefined && { sealedFrom: instantOf(from) }),
      ...(until !== undefined && { sealedUntil: instantOf(until) }),
    };
    const { items, next, reached } = await this.queries.execute(new ListSealedLines(range, limit));
    const isWhole = from === undefined && until === undefined;
    return {
      items: viewJson(items),
      next: next === null ? null : encodeCursor(next),
      cursor: isWhole ? encodeCursor(sealedLinesCursorText(reached)) : null,
    };
  }

  private async placeOf(cursor: string | undefined, client: string): Promise<SealedLinesCursor | undefined> {
    if (cursor === undefined) return undefined;
    if (cursor === ACKNOWLEDGED) return this.queries.execute(new GetAcknowledgedPlace(client));
    try {
      return sealedLinesCursor(decodeCursor(cursor));
    } catch (error) {
      throw error instanceof CursorInvalid ? edgeProblem('cursor_invalid', { pointer: '/cursor' }) : error;
    }
  }
}

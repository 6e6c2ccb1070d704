import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { AskedRange, ExportFormat } from '../../contract.js';
import { ExportManifestDto, InvoiceExportQuery } from './invoice-exports.dto.js';
import { ExportInvoiceLines, GetExportManifest } from './invoice-lines.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { viewJson } from './view-json.js';

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

const JSON_EXAMPLE = { formatVersion: 1, ledgerId: 'a5…', fromPosition: 1, untilPosition: 1234, lines: [] };

@ApiTags('invoices')
@Controller('v1/invoice-exports')
export class InvoiceExportsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Requires('billing', 'auditor')
  @ApiOperation({ summary: 'Export sealed invoice lines as a file; the same positions give the same bytes for ever' })
  @ApiOkResponse({
    description: 'Every field of every line, in an order that never changes.',
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/x-ndjson': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'object' }, example: JSON_EXAMPLE },
    },
  })
  async exportInvoiceLines(@Query() query: InvoiceExportQuery): Promise<StreamableFile> {
    const { format } = query;
    const found = await this.queries.execute(new ExportInvoiceLines(format, await this.askedRange(query)));
    if (found === undefined) throw notCaughtUp();
    const { fromPosition, untilPosition } = found.range;
    return new StreamableFile(Readable.from(found.texts, { objectMode: false }), {
      type: CONTENT_TYPES[format],
      disposition: `attachment; filename="invoice-lines-${fromPosition}-${untilPosition}.${format}"`,
    });
  }

  @Get('manifest')
  @Requires('billing', 'auditor')
  @ApiOperation({ summary: 'What an export of sealed invoice lines holds: its lines, totals, positions and digest' })
  @ApiOkResponse({ type: ExportManifestDto })
  async exportManifest(@Query() query: InvoiceExportQuery): Promise<ExportManifestDto> {
    const asked = await this.askedRange(query);
    const manifest = await this.queries.execute(new GetExportManifest(query.format, asked));
    if (manifest === undefined) throw notCaughtUp();
    return viewJson(manifest);
  }

  private async askedRange({ from_position, until_position }: InvoiceExportQuery): Promise<AskedRange> {
    await this.readYourWrites.until(until_position, '/until_position');
    return { fromPosition: from_position, untilPosition: until_position };
  }
}

function notCaughtUp(): Error {
  return edgeProblem('not_caught_up', { facts: { retriable: true }, headers: { 'retry-after': '1' } });
}

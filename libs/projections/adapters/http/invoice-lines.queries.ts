import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  ExportInterrupted,
  InvoiceExports,
  type AskedRange,
  type ExportFormat,
  type ExportManifest,
  type ExportRange,
  type ReadModels,
  type SealedLinesCursor,
  type SealedLinesPage,
  type SealedLinesRange,
} from '../../contract.js';
import { ACKNOWLEDGED_LINES, type AcknowledgedLines } from './acknowledged-lines.port.js';
import { READ_MODELS } from './read-models.token.js';

/** Token of InvoiceExports. */
export const INVOICE_EXPORTS = Symbol('InvoiceExports');

export class ListSealedLines extends Query<SealedLinesPage> {
  constructor(
    readonly range: SealedLinesRange,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListSealedLines)
export class ListSealedLinesHandler implements IQueryHandler<ListSealedLines> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ range, limit }: ListSealedLines): Promise<SealedLinesPage> {
    return this.models.invoices.sealedLines(range, limit);
  }
}

/** Up to where an API client has acknowledged; `undefined`: nothing yet. */
export class GetAcknowledgedPlace extends Query<SealedLinesCursor | undefined> {
  constructor(readonly client: string) {
    super();
  }
}

@QueryHandler(GetAcknowledgedPlace)
export class GetAcknowledgedPlaceHandler implements IQueryHandler<GetAcknowledgedPlace> {
  constructor(@Inject(ACKNOWLEDGED_LINES) private readonly acknowledged: AcknowledgedLines) {}

  execute({ client }: GetAcknowledgedPlace): Promise<SealedLinesCursor | undefined> {
    return this.acknowledged.cursorOf(client);
  }
}

/** An export, still to be read; `undefined`: what it shall hold is not shown yet. */
export class ExportInvoiceLines extends Query<
  { readonly range: ExportRange; readonly texts: AsyncIterable<string> } | undefined
> {
  constructor(
    readonly format: ExportFormat,
    readonly asked: AskedRange,
  ) {
    super();
  }
}

@QueryHandler(ExportInvoiceLines)
export class ExportInvoiceLinesHandler implements IQueryHandler<ExportInvoiceLines> {
  constructor(@Inject(INVOICE_EXPORTS) private readonly exports: InvoiceExports) {}

  async execute({ format, asked }: ExportInvoiceLines) {
    const range = await this.exports.range(asked);
    return range && { range, texts: this.exports.texts(format, range) };
  }
}

export class GetExportManifest extends Query<ExportManifest | undefined> {
  constructor(
    readonly format: ExportFormat,
    readonly asked: AskedRange,
  ) {
    super();
  }
}

@QueryHandler(GetExportManifest)
export class GetExportManifestHandler implements IQueryHandler<GetExportManifest> {
  constructor(@Inject(INVOICE_EXPORTS) private readonly exports: InvoiceExports) {}

  async execute({ format, asked }: GetExportManifest): Promise<ExportManifest | undefined> {
    const range = await this.exports.range(asked);
    if (range === undefined) return undefined;
    try {
      return await this.exports.manifest(format, range);
    } catch (error) {
      // It is asked again once it is shown.
      if (error instanceof ExportInterrupted) return undefined;
      throw error;
    }
  }
}

export const INVOICE_LINE_HANDLERS = [
  ListSealedLinesHandler,
  GetAcknowledgedPlaceHandler,
  ExportInvoiceLinesHandler,
  GetExportManifestHandler,
];

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '#libs/journal/contract.js';
import type { InvoiceQueries, SealedInvoiceLine, SealedLinesCursor } from '../invoice-view.js';
import { compareSealedLines } from '../sealed-lines-cursor.js';
import { exportWriter, type ExportFormat, type ExportRange } from './export-formats.js';
import { ExportTally, type ExportManifest, type RunningDigest } from './export-manifest.js';

/** Absent: from the first position, until what is shown now. */
export interface AskedRange {
  readonly fromPosition?: Position | undefined;
  readonly untilPosition?: Position | undefined;
}

interface Options {
  readonly startDigest: () => RunningDigest;
  /** Lines read, and written, together. */
  readonly pageLines?: number;
}

const PAGE_LINES = 500;

/** Bills began to be derived anew while an export was written: what there is of it is not the whole. */
export class ExportInterrupted extends Error {
  override readonly name = 'ExportInterrupted';
  readonly code = 'export_interrupted';

  constructor() {
    super('Bills are being derived anew, so the export is not whole: export again once they are shown.');
  }
}

/** Sealed lines as files. The same range gives the same bytes for ever: no line of it changes, and none is added. */
export class InvoiceExports {
  private readonly pageLines: number;

  constructor(
    private readonly invoices: InvoiceQueries,
    private readonly options: Options,
  ) {
    this.pageLines = options.pageLines ?? PAGE_LINES;
  }

  /** The range an export has that begins now; `undefined`: nothing is shown yet, or not up to where it shall end. */
  async range({ fromPosition = 1, untilPosition }: AskedRange): Promise<ExportRange | undefined> {
    const shown = await this.invoices.shown();
    if (shown === undefined || (untilPosition ?? 0) > shown.position) return undefined;
    return { ledgerId: shown.ledgerId, fromPosition, untilPosition: untilPosition ?? shown.position };
  }

  /** The file in pieces. */
  async *texts(format: ExportFormat, range: ExportRange, tally?: ExportTally): AsyncGenerator<string> {
    for await (const text of this.pieces(format, range, tally)) {
      if (text === '') continue;
      tally?.text(text);
      yield text;
    }
  }

  manifest(format: ExportFormat, range: ExportRange): Promise<ExportManifest> {
    return this.write(format, range, () => Promise.resolve());
  }

  /** Hands the file over piece by piece, each with the position it reaches. */
  async write(
    format: ExportFormat,
    range: ExportRange,
    take: (text: string, reached: Position) => Promise<void>,
  ): Promise<ExportManifest> {
    const tally = new ExportTally(this.options.startDigest());
    for await (const text of this.texts(format, range, tally)) await take(text, tally.position);
    return tally.manifest(format, range);
  }

  private async *pieces(format: ExportFormat, range: ExportRange, tally?: ExportTally): AsyncGenerator<string> {
    const writer = exportWriter(format);
    yield writer.begin(range);
    for await (const lines of this.pages(range)) {
      for (const line of lines) tally?.line(line);
      yield lines.map((line) => writer.line(line)).join('');
    }
    yield writer.end();
  }

  private async *pages({ fromPosition, untilPosition }: ExportRange): AsyncGenerator<readonly SealedInvoiceLine[]> {
    let after: SealedLinesCursor = { position: fromPosition - 1 };
    for (;;) {
      const page = await this.invoices.sealedLines({ after, until: untilPosition }, this.pageLines);
      yield page.items;
      if (page.next === null) {
        if (compareSealedLines(page.reached, { position: untilPosition }) < 0) throw new ExportInterrupted();
        return;
      }
      after = page.reached;
      // An export is long, and whoever else asks should not wait for its end.
      await nextTurn();
    }
  }
}

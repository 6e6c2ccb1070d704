import type { Position } from '#libs/journal/contract.js';
import type { SealedInvoiceLine } from '../invoice-view.js';
import { csvRecord, withoutFormula } from './csv.js';
import { EXPORT_COLUMNS, type ExportColumn } from './export-columns.js';

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Raised when the same lines give other bytes; a column added at the end does. */
export const EXPORT_FORMAT_VERSION = 1;

/** Lines of periods sealed at these positions, both included. */
export interface ExportRange {
  readonly ledgerId: string;
  readonly fromPosition: Position;
  readonly untilPosition: Position;
}

/** Writes one export: its texts one after the other are the file. */
export interface ExportWriter {
  begin(range: ExportRange): string;
  line(line: SealedInvoiceLine): string;
  end(): string;
}

export function exportWriter(format: ExportFormat): ExportWriter {
  return WRITERS[format]();
}

const WRITERS: Readonly<Record<ExportFormat, () => ExportWriter>> = { csv: csvWriter, json: jsonWriter, ndjson };

function csvWriter(): ExportWriter {
  return {
    begin: () => csvRecord(EXPORT_COLUMNS.map(({ name }) => name)),
    line: (line) => csvRecord(EXPORT_COLUMNS.map((column) => csvText(column, line))),
    end: () => '',
  };
}

/** What is absent is an empty field. */
function csvText({ of, isForeign }: ExportColumn, line: SealedInvoiceLine): string {
  const text = String(of(line) ?? '');
  return isForeign ? withoutFormula(text) : text;
}

function ndjson(): ExportWriter {
  return { begin: () => '', line: (line) => `${jsonRecord(line)}\n`, end: () => '' };
}

function jsonWriter(): ExportWriter {
  let separator = '\n';
  return {
    begin: (range) => `${JSON.stringify({ formatVersion: EXPORT_FORMAT_VERSION, ...range }).slice(0, -1)},"lines":[`,
    line: (line) => {
      const text = separator + jsonRecord(line);
      separator = ',\n';
      return text;
    },
    end: () => '\n]}\n',
  };
}

function jsonRecord(line: SealedInvoiceLine): string {
  return JSON.stringify(Object.fromEntries(EXPORT_COLUMNS.map(({ name, of }) => [name, of(line)])));
}

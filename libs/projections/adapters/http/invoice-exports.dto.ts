import { ChoiceField, IntegerParam, ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../contract.js';
import { ShownMoney } from './shared.dto.js';

export class InvoiceExportQuery {
  @ChoiceField({ description: 'Of the file.', of: EXPORT_FORMATS, example: 'csv' })
  readonly format!: ExportFormat;

  @IntegerParam({
    description: 'Periods sealed at or after this position; absent: from the first.',
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  })
  readonly from_position?: number;

  @IntegerParam({
    description: 'Periods sealed at or before this position; absent: until what is shown now.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  })
  readonly until_position?: number;
}

class ExportTotalDto {
  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({ description: 'What the lines are for.', example: 'fee' })
  readonly type!: string;

  @ShownField({ description: 'How many.', type: 'integer', example: 12 })
  readonly lines!: number;

  @ShownMoney('Sum of the rounded amounts, what is prepaid included.')
  readonly amountMinor!: string;

  @ShownCredits('Sum.')
  readonly creditsMicro!: string;
}

export class ExportManifestDto {
  @ShownField({ description: 'Raised when the same lines give other bytes.', type: 'integer', example: 1 })
  readonly formatVersion!: number;

  @ShownField({ description: 'Of the ledger the lines are of.', example: '4a6f9c0e-6a3c-4a58-9d58-2f1f6e0b7c11' })
  readonly ledgerId!: string;

  @ShownField({ description: 'Of the file.', enum: EXPORT_FORMATS, example: 'csv' })
  readonly format!: ExportFormat;

  @ShownField({ description: 'Periods sealed from this position on.', type: 'integer', example: 1 })
  readonly fromPosition!: number;

  @ShownField({
    description: 'To this position: asked for with it, the export is these bytes for ever.',
    type: 'integer',
    example: 1234,
  })
  readonly untilPosition!: number;

  @ShownField({ description: 'How many lines.', type: 'integer', example: 40 })
  readonly lines!: number;

  @ShownField({ description: 'Of how many sealed periods.', type: 'integer', example: 10 })
  readonly periods!: number;

  @ShownField({ description: 'By currency and type.', type: [ExportTotalDto] })
  readonly totals!: readonly ExportTotalDto[];

  @ShownField({ description: 'Length of the file.', type: 'integer', example: 9120 })
  readonly bytes!: number;

  @ShownField({ description: 'SHA-256 of exactly these bytes.', example: 'ab'.repeat(32) })
  readonly sha256!: string;
}

import type { Sha256 } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { InvoiceLine, SealedInvoiceLine } from '../invoice-view.js';
import { EXPORT_FORMAT_VERSION, type ExportFormat, type ExportRange } from './export-formats.js';

/** A SHA-256 made piece by piece. */
export interface RunningDigest {
  add(text: string): void;
  /** Nothing can be added afterwards. */
  end(): Sha256;
}

/** Sums over the lines of one type and currency. */
export interface ExportTotal {
  readonly currency: string;
  readonly type: InvoiceLine['type'];
  readonly lines: number;
  /** The sum of rounded amounts, what is prepaid included. */
  readonly amountMinor: bigint;
  readonly creditsMicro: bigint;
}

/** What an export is: enough to check that all of it arrived and that none of it changed. */
export interface ExportManifest extends ExportRange {
  readonly formatVersion: number;
  readonly format: ExportFormat;
  readonly lines: number;
  readonly periods: number;
  /** By currency, then type. */
  readonly totals: readonly ExportTotal[];
  readonly bytes: number;
  /** SHA-256 of exactly these bytes. */
  readonly sha256: Sha256;
}

/** Counts an export while it is written. */
export class ExportTally {
  private readonly totals = new Map<string, ExportTotal>();
  private lines = 0;
  private periods = 0;
  private bytes = 0;
  private lastPosition: Position = 0;

  constructor(private readonly digest: RunningDigest) {}

  /** Of the line counted last. */
  get position(): Position {
    return this.lastPosition;
  }

  text(text: string): void {
    this.bytes += Buffer.byteLength(text);
    this.digest.add(text);
  }

  line({ line: { currency, type, amountMinor, creditsMicro }, ordinal, position }: SealedInvoiceLine): void {
    const key = `${currency}/${type}`;
    const before = this.totals.get(key) ?? { currency, type, lines: 0, amountMinor: 0n, creditsMicro: 0n };
    this.totals.set(key, {
      ...before,
      lines: before.lines + 1,
      amountMinor: before.amountMinor + amountMinor,
      creditsMicro: before.creditsMicro + creditsMicro,
    });
    this.lines += 1;
    this.lastPosition = position;
    if (ordinal === 1) this.periods += 1;
  }

  manifest(format: ExportFormat, range: ExportRange): ExportManifest {
    const { lines, periods, bytes } = this;
    const totals = [...this.totals].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, total]) => total);
    return {
      formatVersion: EXPORT_FORMAT_VERSION,
      ...range,
      format,
      lines,
      periods,
      totals,
      bytes,
      sha256: this.digest.end(),
    };
  }
}

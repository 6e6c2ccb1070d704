import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY, periodOpened } from '../../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../../test/support/journal/ledger-script.js';
import { line } from '../../../../test/support/ledger/line-samples.js';
import { sealedOf } from '../../../../test/support/ledger/period-samples.js';
import { anyLife, journalOf } from '../../../../test/support/projections/journal-of-life.js';
import { afterProjecting, setBack } from '../../../../test/support/projections/views-harness.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { sha256, startSha256 } from '#libs/platform/crypto/sha256.js';
import { EXPORT_FORMATS, InvoiceExports, type ExportFormat, type ExportManifest } from '../../contract.js';
import { csvRecord, withoutFormula } from './csv.js';

const NASTY = ['=1+1|"x",y', '+a', '-b', '@c', "'d", 'line\nbreak', 'tab\t"quoted", and more', '模型 ✓'];

interface File {
  readonly text: string;
  readonly manifest: ExportManifest;
}

type Exported = Readonly<Record<ExportFormat, File>>;

async function exported(journal: JournalReader, pageLines?: number): Promise<Exported> {
  return afterProjecting(journal, async ({ invoices }) => {
    const exports = new InvoiceExports(invoices, { startDigest: startSha256, ...(pageLines && { pageLines }) });
    const range = (await exports.range({}))!;
    const files = EXPORT_FORMATS.map(async (format): Promise<[ExportFormat, File]> => {
      let text = '';
      const manifest = await exports.write(format, range, (part) => Promise.resolve(void (text += part)));
      return [format, { text, manifest }];
    });
    return Object.fromEntries(await Promise.all(files)) as Exported;
  });
}

/** As a spreadsheet reads it (RFC 4180). */
function parsed(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = csv;
  while (rest !== '') {
    const [whole, quoted, plain = '', end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no CSV: ${rest.slice(0, 40)}`);
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
    rest = rest.slice(whole.length);
  }
  return rows.slice(0, -1);
}

function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = parsed(csv);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]!])));
}

type Row = Readonly<Record<string, unknown>>;

function recordsOf({ text }: File): readonly Row[] {
  return text.split('\n').flatMap((row) => (row === '' ? [] : [JSON.parse(row) as Row]));
}

/** Two bills: of text that a spreadsheet would take for something else, and of money. */
function journal(): JournalReader {
  const script = new LedgerScript().open('ann').open('-bob').grant('ann', 'g', 1_000);
  for (const model of NASTY) script.charge('ann', 30, { model });
  const lines = [
    line('0-1', { amountMinor: 990n, restNumerator: 1n, restDenominator: 3n, subject: '=2+3', taxIncluded: false }),
    line('0-2', { amountMinor: -7n, kind: 'credit', corrects: '0-1', payment: 'prepaid' }),
  ];
  script.now += DAY;
  for (const account of ['ann', '-bob']) {
    const sealed = lines.map((one) => ({ ...one, subject: account === 'ann' ? one.subject : 'sub-1' }));
    script.add(account, { type: 'CreditNoteIssued', data: { account, reason: 'test', lines: sealed } });
    script.add(account, sealedOf(periodOpened(account, 0), { lines: sealed }));
  }
  return script.journal;
}

describe('an export of sealed invoice lines', () => {
  it('says the same in every format: each field, absent ones too', async () => {
    const { csv, json, ndjson } = await exported(journal());
    const records = recordsOf(ndjson);
    expect(records).toHaveLength(20);
    const whole = JSON.parse(json.text) as { readonly lines: readonly Row[] };
    expect(whole).toMatchObject({ formatVersion: 1, ledgerId: 'ledger-1', fromPosition: 1, untilPosition: 17 });
    expect(whole.lines).toEqual(records);
    const asText = (value: unknown) => String((value as string | number | boolean | null) ?? '');
    const rows = rowsOf(csv.text);
    expect(rows.map((row) => Object.keys(row))).toEqual(records.map((record) => Object.keys(record)));
    const read = rows.map((row) => Object.values(row).map((text) => text.replace(/^'/, '')));
    expect(read).toEqual(records.map((record) => Object.values(record).map(asText)));
  });

  it('gives a spreadsheet no formula to run, and no number to spoil', async () => {
    const rows = rowsOf((await exported(journal())).csv.text);
    expect(rows[0]).toMatchObject({ subject: "'=2+3", account: 'ann', amountMinor: '990', taxIncluded: 'false' });
    expect(rows[1]).toMatchObject({ amountMinor: '-7', exactNumerator: '-7', correctsReference: 'ann/line/0-1' });
    expect(rows.at(-1)).toMatchObject({ account: "'-bob", reference: "'-bob/line/0-2" });
    const models = new Set(rows.map(({ model }) => model));
    expect(models).toContain(`'=1+1|"x",y`);
    expect(models).toContain('line\nbreak');
    expect(models).toContain(`''d`);
  });

  it('has a manifest with the same totals in all formats, and the digest of exactly the bytes', async () => {
    const { csv, json, ndjson } = await exported(journal());
    const totals = [
      { currency: 'CNY', type: 'credit', lines: 2, amountMinor: -14n, creditsMicro: 0n },
      { currency: 'CNY', type: 'fee', lines: 2, amountMinor: 1_980n, creditsMicro: 0n },
      { currency: 'CNY', type: 'usage', lines: 16, amountMinor: 0n, creditsMicro: 240n },
    ];
    for (const [format, { text, manifest }] of Object.entries({ csv, json, ndjson })) {
      expect(manifest).toEqual({
        formatVersion: 1,
        ledgerId: 'ledger-1',
        format,
        fromPosition: 1,
        untilPosition: 17,
        lines: 20,
        periods: 2,
        totals,
        bytes: Buffer.byteLength(text),
        sha256: sha256(text),
      });
    }
  });

  it('is the same bytes in pages of any size, and again when the ledger has grown (whatever happens to an account)', () =>
    fc.assert(
      fc.asyncProperty(anyLife, fc.integer({ min: 1, max: 5 }), async (life, pageLines) => {
        const lived = journalOf(life);
        const small = await exported(lived, pageLines);
        const large = await exported(lived);
        expect(small).toEqual(large);
        await afterProjecting(journalOf(life.grant('later', 5)), async ({ invoices }) => {
          const exports = new InvoiceExports(invoices, { startDigest: startSha256 });
          const { untilPosition } = large.csv.manifest;
          const range = (await exports.range({ untilPosition }))!;
          expect(await exports.manifest('csv', range)).toEqual(large.csv.manifest);
        });
      }),
      { numRuns: 8 },
    ));

  it('of ranges that meet is the export of all of them, lines told once', async () => {
    await afterProjecting(journal(), async ({ invoices }) => {
      const exports = new InvoiceExports(invoices, { startDigest: startSha256 });
      const textOf = async (asked: Parameters<InvoiceExports['range']>[0]) => {
        const texts: string[] = [];
        for await (const text of exports.texts('ndjson', (await exports.range(asked))!)) texts.push(text);
        return texts.join('');
      };
      const between = { fromPosition: 16, untilPosition: 16 };
      const parts = [await textOf({ untilPosition: 15 }), await textOf(between), await textOf({ fromPosition: 17 })];
      expect(parts.map((part) => part.split('\n').length - 1)).toEqual([18, 0, 2]);
      expect(parts.join('')).toBe(await textOf({}));
    });
  });

  it('is not passed off as whole where bills are derived anew while it is written', async () => {
    await afterProjecting(journal(), async ({ invoices }, views) => {
      const exports = new InvoiceExports(invoices, { startDigest: startSha256, pageLines: 5 });
      const range = (await exports.range({}))!;
      let parts = 0;
      const write = exports.write('ndjson', range, async () => {
        if ((parts += 1) === 2) await setBack(views, 'overage', 0);
      });
      await expect(write).rejects.toMatchObject({ code: 'export_interrupted' });
    });
  });

  it('does not begin before what it shall hold is shown', async () => {
    await afterProjecting(journal(), async ({ invoices }) => {
      const exports = new InvoiceExports(invoices, { startDigest: startSha256 });
      expect(await exports.range({ untilPosition: 18 })).toBeUndefined();
    });
  });
});

describe('a CSV record', () => {
  it('is read back as it was written, whatever is in it (RFC 4180)', () => {
    const field = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', "'", '=', ' ', 'x') }));
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 }), (rows) => {
        expect(parsed(rows.map(csvRecord).join(''))).toEqual(rows);
      }),
    );
  });

  it('marks what could be a formula so that the mark can be taken off', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', 'a', '1') }), (text) => {
        const safe = withoutFormula(text);
        expect(safe).not.toMatch(/^[=+\-@\t\r]/);
        expect(safe.replace(/^'/, '')).toBe(text);
      }),
    );
  });
});

/** A field that begins so is taken for a formula by a spreadsheet; the apostrophe itself, so that the mark can be undone. */
const FORMULA = /^[=+\-@\t\r']/;

/** RFC 4180: fields with a comma, a quote or a line break are quoted, quotes doubled, lines end with CRLF. */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text from outside with an apostrophe before what could be a formula; taking a first apostrophe off gives it back. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

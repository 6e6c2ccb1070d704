import { sealKey } from '../domain/keys.js';
import type { MoneyLine } from '../domain/terms.js';
import { findRecord, type FactsParts } from './find-record.js';

const LINE = /^(\d{1,9})-\d{1,9}$/;

/** The money line of a sealed period; `undefined`: there is none, or its period is not sealed. */
export async function readSealedLine(parts: FactsParts, account: string, line: string): Promise<MoneyLine | undefined> {
  const period = LINE.exec(line)?.[1];
  if (period === undefined) return undefined;
  const seal = await findRecord(parts, account, sealKey(account, Number(period), parts.sha256), 'PeriodSealed');
  return seal?.event.data.lines.find((other) => other.line === line);
}

import { LEDGER_DOMAIN } from '#apps/standalone/audit/ledger-domain.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { IntegrityFault, JournalIntegrityPort } from '#libs/journal/ports/journal-integrity.port.js';
import {
  verify,
  type UsedKeys,
  type VerificationReport,
  type VerifiedLedger,
  type VerifyOptions,
} from '#libs/audit/index.js';

/** A journal's chain of digests that finds what it is told to find. */
export function integrityFinding(...faults: readonly IntegrityFault[]): JournalIntegrityPort {
  return {
    head: async () => ({ position: 7, digest: 'ab'.repeat(32) }),
    async *check() {
      yield* faults;
    },
  };
}

/** A journal that uses no keys. */
export const NO_KEYS: UsedKeys = { keysOf: () => [], find: async () => new Map() };

/** Verifies a journal in memory; it has no read models, and no key index. */
export function verifyJournalOf(
  reader: JournalReader,
  options: Partial<VerifyOptions> = {},
  parts: Partial<VerifiedLedger> = {},
): Promise<VerificationReport> {
  const views = { live: undefined, openShadow: () => Promise.reject(new Error('no read models')) };
  const ledger = {
    ledgerId: 'ledger-1',
    reader,
    integrity: integrityFinding(),
    views,
    keys: NO_KEYS,
    domain: LEDGER_DOMAIN,
    ...parts,
  };
  return verify(ledger, { now: () => 0, ...options });
}

/** The same journal with some records changed, or taken out. */
export function tampered(
  { records }: { readonly records: readonly RecordedEvent[] },
  change: (record: RecordedEvent) => RecordedEvent | undefined,
): JournalReader {
  const changed = records.flatMap((record) => change(record) ?? []);
  const of = (stream: string) => changed.filter((record) => record.stream === stream);
  const reader = {
    all: async (after: number, limit: number) => changed.filter(({ position }) => position > after).slice(0, limit),
    stream: async (stream: string, from: number, limit: number) =>
      of(stream)
        .filter(({ revision }) => revision >= from)
        .slice(0, limit),
    head: async () => records.length,
    findKey: async () => undefined,
  };
  return reader as unknown as JournalReader;
}

import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Cause } from '#libs/journal/contract.js';
import { invariant, type Fingerprint } from '#libs/kernel/index.js';
import {
  accountRecords,
  type AccountEvent,
  type GrantTerms,
  type UsageCharged,
  type UsageCorrected,
  type UsageFacts,
} from '#libs/ledger/index.js';

/** The usages booked on a period, as they stand, and what one command has corrected so far. */
export interface PeriodUsages {
  /** In the order in which they were charged. */
  readonly usages: readonly UsageFacts[];
  readonly corrected: number;
  readonly deltaMicro: bigint;
}

/** From the account's own records; `undefined`: it has no such period. */
export async function readPeriodUsages(
  reader: JournalReader,
  account: string,
  period: number,
  command: Fingerprint,
): Promise<PeriodUsages | undefined> {
  const reading = new PeriodReading(period, command);
  for await (const { event, revision, meta } of accountRecords(reader, account)) {
    reading.note(event, revision, meta.cause);
  }
  return reading.result();
}

interface Standing {
  readonly charged: UsageCharged['data'];
  last: UsageCorrected['data'] | null;
  lastRevision: number;
}

class PeriodReading {
  private readonly grants = new Map<string, GrantTerms>();
  private readonly usages = new Map<number, Standing>();
  private isKnown = false;
  private corrected = 0;
  private deltaMicro = 0n;

  constructor(
    private readonly period: number,
    private readonly command: Fingerprint,
  ) {}

  note({ type, data }: AccountEvent, revision: number, cause: Cause): void {
    if (type === 'PeriodOpened') this.isKnown ||= data.period === this.period;
    else if (type === 'CreditsGranted') this.grants.set(data.terms.grant, data.terms);
    else if (type === 'UsageCharged' && data.period === this.period) {
      this.usages.set(revision, { charged: data, last: null, lastRevision: revision });
    } else if (type === 'UsageCorrected') this.correct(data, revision, cause);
  }

  result(): PeriodUsages | undefined {
    if (!this.isKnown) return undefined;
    const usages = [...this.usages].map(([chargedRevision, standing]) => {
      return { chargedRevision, ...standing, grants: this.payersOf(standing) };
    });
    return { usages, corrected: this.corrected, deltaMicro: this.deltaMicro };
  }

  private correct(data: UsageCorrected['data'], revision: number, cause: Cause): void {
    const usage = this.usages.get(data.chargedRevision);
    if (usage === undefined) return;
    usage.last = data;
    usage.lastRevision = revision;
    if (!('key' in cause) || cause.key !== this.command) return;
    this.corrected += 1;
    this.deltaMicro += data.deltaMicro;
  }

  private payersOf({ charged, last }: Standing): readonly GrantTerms[] {
    const ids = new Set((last ?? charged).allocations.flatMap(({ grant }) => grant ?? []));
    return [...ids].map((id) => {
      const terms = this.grants.get(id);
      invariant(terms !== undefined, 'a grant that paid was given');
      return terms;
    });
  }
}

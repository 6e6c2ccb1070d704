import type { Position } from '#libs/journal/contract.js';
import type { Session } from '#libs/journal/application/session.js';
import type { HeldFilter, HeldForRelease, PageRequest } from '#libs/journal/ports/intake-records.port.js';
import type { Metered } from '#libs/metering/contract.js';
import type { HoldReason } from '../contract.js';
import { chargeAgain, retryJob } from './decide-again.js';
import { OneAtATime } from './one-at-a-time.js';
import { summaryOf, type ReplayAnswer, type Replayed, type ReplaySummary } from './replays.js';
import type { IntakeParts } from './usage-intake.js';

const PAGE = 500;

interface Candidate {
  readonly held: HeldForRelease;
  readonly metered: Metered;
}

interface Tried {
  /** One per record, in order. */
  readonly outcomes: readonly Replayed[];
  readonly position: Position;
}

/**
 * Charges held usages once what they waited for is there (rule 30): an account was opened, a tariff published, or an
 * operator asks for it.
 */
export class HeldReleaser {
  /** No held record is tried by two sweeps at once. */
  private readonly sweeps = new OneAtATime();

  constructor(private readonly parts: IntakeParts) {}

  accountOpened(account: string): Promise<number> {
    return this.enqueue({ reason: 'account_unknown' satisfies HoldReason, account });
  }

  tariffPublished(): Promise<number> {
    return this.enqueue({ reason: 'rate_unknown' satisfies HoldReason });
  }

  /** At start: a process may have ended between the opening and the release. */
  async releaseAll(): Promise<number> {
    const byAccount = await this.enqueue({ reason: 'account_unknown' satisfies HoldReason });
    return byAccount + (await this.enqueue({ reason: 'rate_unknown' satisfies HoldReason }));
  }

  retry(id: number): Promise<ReplayAnswer> {
    return this.sweeps.run(() => this.retryNow(id));
  }

  /** Those that match and still wait. */
  retryMatching(filter: HeldFilter, page: PageRequest): Promise<ReplaySummary> {
    return this.sweeps.run(async () => {
      const found = await this.parts.intakeRecords.heldForRelease(filter, page);
      const { outcomes, position } = await this.tryAgain(found);
      return summaryOf(outcomes, found.length < page.limit ? null : found.at(-1)!.row.id, position);
    });
  }

  /** Resolves when every release asked for so far has ended. */
  async settled(): Promise<void> {
    await this.sweeps.settled();
  }

  private enqueue(filter: HeldFilter): Promise<number> {
    return this.sweeps.run(() => this.sweep(filter));
  }

  /** @returns how many found their outcome */
  private async sweep(filter: HeldFilter): Promise<number> {
    let released = 0;
    for (let after = 0; ;) {
      const page = await this.parts.intakeRecords.heldForRelease(filter, { after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) return released;
      const { outcomes } = await this.tryAgain(page);
      released += outcomes.filter(({ outcome }) => outcome !== 'held').length;
      after = last.row.id;
    }
  }

  private async retryNow(id: number): Promise<ReplayAnswer> {
    const { intakeRecords } = this.parts;
    const row = await intakeRecords.heldById(id);
    if (row === undefined) return { type: 'unknown' };
    const isReleased = row.releasedAs !== null && row.releasedAt !== null;
    const original = isReleased ? null : await intakeRecords.heldOriginal(id);
    if (!isReleased && !original) return { type: 'erased' };
    const { outcomes, position } = await this.tryAgain(original ? [{ row, original }] : []);
    const replayed = isReleased ? { outcome: row.releasedAs, at: row.releasedAt } : outcomes[0]!;
    return { type: 'replayed', position, ...replayed };
  }

  private async tryAgain(held: readonly HeldForRelease[]): Promise<Tried> {
    const candidates = held.map((one): Candidate => ({ held: one, metered: this.parts.meter.meter(one.original) }));
    const usages = candidates.flatMap(({ metered }) => (metered.type === 'usage' ? [metered.metered] : []));
    const job = retryJob(usages, this.parts, (session) =>
      candidates.map((candidate) => this.release(candidate, session)),
    );
    const { result, position } = await this.parts.writer.submit(job);
    return { outcomes: result, position };
  }

  private release({ held: { row }, metered }: Candidate, session: Session): Replayed {
    const at = session.now;
    // A later version of the contract refuses what an earlier one held: it waits on, for an operator.
    if (metered.type === 'refused') return { outcome: 'held', reason: metered.refusal, at };
    const outcome = chargeAgain(metered.metered, row, session, this.parts);
    if (outcome.type === 'held') {
      const { reason: code, sentence } = outcome.hold;
      session.record({ heldAgain: [{ heldId: row.id, ...outcome.hold }] });
      return { outcome: 'held', reason: { code, sentence }, at };
    }
    session.record({ released: [{ heldId: row.id, outcome: outcome.type, releasedAt: at }] });
    return { outcome: outcome.type, at };
  }
}

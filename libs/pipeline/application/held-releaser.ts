import type { Session } from '#libs/journal/application/session.js';
import type { Job } from '#libs/journal/application/writer.js';
import type { HeldForRelease, WaitingFor } from '#libs/journal/ports/intake-records.port.js';
import type { MeteredUsage } from '#libs/metering/contract.js';
import type { HoldReason } from '../contract.js';
import { ChargeNeeds } from './charge-needs.js';
import { chargeOne } from './charge-one.js';
import { OneAtATime } from './one-at-a-time.js';
import type { IntakeParts } from './usage-intake.js';

const PAGE = 500;

interface Candidate {
  readonly held: HeldForRelease;
  readonly metered: MeteredUsage;
}

/** Charges held usages once what they waited for is there (rule 30): an account was opened, a tariff published. */
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

  /** Resolves when every release asked for so far has ended. */
  async settled(): Promise<void> {
    await this.sweeps.settled();
  }

  private enqueue(waitingFor: WaitingFor): Promise<number> {
    return this.sweeps.run(() => this.sweep(waitingFor));
  }

  /** @returns how many found their outcome */
  private async sweep(waitingFor: WaitingFor): Promise<number> {
    let released = 0;
    for (let after = 0; ;) {
      const page = await this.parts.intakeRecords.heldForRelease(waitingFor, { after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) return released;
      const { result } = await this.parts.writer.submit(this.job(page.flatMap((held) => this.candidates(held))));
      released += result;
      after = last.row.id;
    }
  }

  /** None where a later version of the contract refuses what an earlier one held: it waits on, for an operator. */
  private candidates(held: HeldForRelease): readonly Candidate[] {
    const metered = this.parts.meter.meter(held.original);
    return metered.type === 'usage' ? [{ held, metered: metered.metered }] : [];
  }

  private job(candidates: readonly Candidate[]): Job<number> {
    const charges = new ChargeNeeds(
      candidates.map(({ metered }) => metered),
      this.parts.sha256,
    );
    return {
      lane: 'intake',
      weight: candidates.length,
      needs: () => charges.needs(),
      followUps: (prepared) => charges.followUps(prepared),
      decide: (session) => candidates.filter((candidate) => this.release(candidate, session)).length,
    };
  }

  private release({ held: { row }, metered }: Candidate, session: Session): boolean {
    const { sha256, horizon, closeGraceMs, watermarks } = this.parts;
    const cause = { type: 'intake', source: row.source, offset: row.offset } as const;
    const origin = { actor: row.actor, receivedAt: row.receivedAt, cause };
    const outcome = chargeOne(metered, origin, {
      session,
      sha256,
      horizon,
      closeGraceMs,
      readUpTo: watermarks.readUpTo(),
    });
    if (outcome.type === 'held') {
      session.record({ heldAgain: [{ heldId: row.id, ...outcome.hold }] });
      return false;
    }
    session.record({ released: [{ heldId: row.id, outcome: outcome.type, releasedAt: session.now }] });
    return true;
  }
}

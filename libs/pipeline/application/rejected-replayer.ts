import type { Position } from '#libs/journal/contract.js';
import type { Session } from '#libs/journal/application/session.js';
import type { HeldRecord } from '#libs/journal/ports/intake-facts.js';
import type { PageRequest, RefusedFilter, RefusedForReplay } from '#libs/journal/ports/intake-records.port.js';
import type { Metered, MeteredUsage } from '#libs/metering/contract.js';
import type { Producer } from '../contract.js';
import type { Hold } from '../domain/hold.js';
import { chargeAgain, retryJob } from './decide-again.js';
import { OneAtATime } from './one-at-a-time.js';
import { summaryOf, type Producers, type ReplayAnswer, type Replayed, type ReplaySummary } from './replays.js';
import { triage } from './triage.js';
import type { IntakeParts } from './usage-intake.js';

interface Candidate {
  readonly refused: RefusedForReplay;
  readonly triaged: Metered;
}

/** Sends rejected records through the intake again, once what was wrong with them is mended. */
export class RejectedReplayer {
  /** No record is replayed twice at once. */
  private readonly turns = new OneAtATime();

  constructor(
    private readonly parts: IntakeParts,
    private readonly producers: Producers,
  ) {}

  replay(id: number): Promise<ReplayAnswer> {
    return this.turns.run(() => this.replayNow(id));
  }

  replayMatching(filter: RefusedFilter, page: PageRequest): Promise<ReplaySummary> {
    return this.turns.run(async () => {
      const found = await this.parts.intakeRecords.refusedForReplay(filter, page);
      const { outcomes, position } = await this.tryAgain(found);
      return summaryOf(outcomes, found.length < page.limit ? null : found.at(-1)!.row.id, position);
    });
  }

  private async replayNow(id: number): Promise<ReplayAnswer> {
    const { intakeRecords } = this.parts;
    const row = await intakeRecords.refusedById(id);
    if (row === undefined) return { type: 'unknown' };
    const isMended = row.replayedAs !== null && row.replayedAt !== null;
    const original = isMended ? null : await intakeRecords.refusedOriginal(id);
    if (!isMended && !original) return { type: 'erased' };
    const { outcomes, position } = await this.tryAgain(original ? [{ row, original }] : []);
    const replayed = isMended ? { outcome: row.replayedAs, at: row.replayedAt } : outcomes[0]!;
    return { type: 'replayed', position, ...replayed };
  }

  private async tryAgain(
    refused: readonly RefusedForReplay[],
  ): Promise<{ readonly outcomes: readonly Replayed[]; readonly position: Position }> {
    const candidates = await this.candidates(refused);
    const usages = candidates.flatMap(({ triaged }) => (triaged.type === 'usage' ? [triaged.metered] : []));
    const job = retryJob(usages, this.parts, (session) =>
      candidates.map((candidate) => this.decide(candidate, session)),
    );
    const { result, position } = await this.parts.writer.submit(job);
    return { outcomes: result, position };
  }

  /** Who sent them may send today what it may send today (rule 8), whatever was so then. */
  private async candidates(refused: readonly RefusedForReplay[]): Promise<readonly Candidate[]> {
    const producers = new Map<string, Producer>();
    for (const actor of new Set(refused.map(({ row }) => row.actor))) {
      producers.set(actor, (await this.producers.find(actor)) ?? { actor, sources: [] });
    }
    return refused.map((one) => {
      const { row, original } = one;
      const record = { ...original, offset: row.offset, receivedAt: row.receivedAt };
      return { refused: one, triaged: triage(record, producers.get(row.actor)!, this.parts.meter) };
    });
  }

  private decide({ refused, triaged }: Candidate, session: Session): Replayed {
    const at = session.now;
    if (triaged.type === 'refused') return { outcome: 'rejected', reason: triaged.refusal, at };
    const { row } = refused;
    const outcome = chargeAgain(triaged.metered, row, session, this.parts);
    session.record({ replayed: [{ refusedId: row.id, outcome: outcome.type, replayedAt: at }] });
    if (outcome.type !== 'held') return { outcome: outcome.type, at };
    const { reason: code, sentence } = outcome.hold;
    session.record({ held: [heldRecord(refused, triaged.metered, outcome.hold)] });
    return { outcome: 'held', reason: { code, sentence }, at };
  }
}

function heldRecord(
  { row, original }: RefusedForReplay,
  { usage, usageKey }: MeteredUsage,
  { reason, sentence }: Hold,
): HeldRecord {
  const { source, offset, receivedAt, actor, digest } = row;
  const { account, model, key } = usage;
  return {
    ...{ source, offset, receivedAt, actor, reason, sentence, account, model, usageKey, digest, original },
    usageSource: key.source,
    usageId: key.id,
  };
}

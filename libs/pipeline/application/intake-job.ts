import type { Origin, Session } from '#libs/journal/application/session.js';
import type { Job, Needs, Prepared } from '#libs/journal/application/writer.js';
import type { HeldRecord, IntakeOutcome, OriginalRecord, RefusedRecord } from '#libs/journal/ports/intake-facts.js';
import type { Metered, MeteredUsage, Refusal } from '#libs/metering/contract.js';
import type { IntakeBatch, IntakeRecord, RecordOutcome } from '../contract.js';
import type { Hold } from '../domain/hold.js';
import { ChargeNeeds } from './charge-needs.js';
import { chargeOne, type ChargeContext } from './charge-one.js';
import type { SourceWatermarks } from './source-watermarks.js';

/** A batch of one source as a job of the writer: every record finds its outcome, in order of arrival. */
export class IntakeJob implements Job<readonly RecordOutcome[]> {
  readonly weight: number;
  private readonly charges: ChargeNeeds;

  constructor(
    readonly lane: 'intake' | 'interactive',
    private readonly batch: IntakeBatch,
    private readonly triaged: readonly Metered[],
    /** Records with a lower offset have their first outcome stored already. */
    private readonly countFrom: number,
    private readonly parts: Pick<ChargeContext, 'sha256' | 'horizon' | 'closeGraceMs'>,
    private readonly watermarks: SourceWatermarks,
  ) {
    this.weight = batch.records.length;
    const usages = triaged.flatMap((metered) => (metered.type === 'usage' ? [metered.metered] : []));
    this.charges = new ChargeNeeds(usages, parts.sha256);
  }

  needs(): Needs {
    return this.charges.needs();
  }

  followUps(prepared: Prepared): Needs {
    return this.charges.followUps(prepared);
  }

  decide(session: Session): readonly RecordOutcome[] {
    const readUpTo = this.watermarks.readUpTo(this.batch.source);
    const { sha256, horizon, closeGraceMs } = this.parts;
    const context = { session, sha256, horizon, closeGraceMs, readUpTo };
    const outcomes = this.batch.records.map((record, at) => this.decideOne(record, this.triaged[at]!, context));
    this.recordFirstOutcomes(session, outcomes);
    return outcomes;
  }

  private decideOne(record: IntakeRecord, triaged: Metered, context: ChargeContext): RecordOutcome {
    const isFirst = record.offset >= this.countFrom;
    if (triaged.type === 'refused') {
      if (isFirst) context.session.record({ refused: [this.refused(record, triaged.refusal)] });
      return { type: 'rejected', refusal: triaged.refusal };
    }
    const { metered } = triaged;
    const { key } = metered.usage;
    const outcome = chargeOne(metered, this.origin(record), context);
    if (outcome.type !== 'held') return { ...outcome, key };
    if (isFirst) context.session.record({ held: [this.held(record, metered, outcome.hold)] });
    return { type: 'held', key, ...outcome.hold };
  }

  private origin({ offset, receivedAt }: IntakeRecord): Origin {
    const { source, producer } = this.batch;
    return { actor: producer.actor, receivedAt, cause: { type: 'intake', source, offset } };
  }

  /** Rule 37: the first outcome of each offset counts; a redelivery changes nothing. */
  private recordFirstOutcomes(session: Session, outcomes: readonly RecordOutcome[]): void {
    const { source, records } = this.batch;
    const last = records.at(-1);
    if (last === undefined || last.offset < this.countFrom) return;
    const offsets: number[] = [];
    const firstOutcomes: IntakeOutcome[] = [];
    records.forEach(({ offset }, at) => {
      if (offset < this.countFrom) return;
      offsets.push(offset);
      firstOutcomes.push(outcomes[at]!.type);
    });
    const lastDigest = last.digest ?? this.digest(last);
    session.record({
      ranges: [{ source, offsets, outcomes: firstOutcomes }],
      progress: [{ source, nextOffset: last.offset + 1, lastOffset: last.offset, lastDigest }],
    });
  }

  private refused(record: IntakeRecord, { code, sentence, pointer, key }: Refusal): RefusedRecord {
    return {
      source: this.batch.source,
      offset: record.offset,
      receivedAt: record.receivedAt,
      actor: this.batch.producer.actor,
      code,
      sentence,
      ...(pointer !== undefined && { pointer }),
      ...(key !== undefined && { usageSource: key.source, usageId: key.id }),
      digest: this.digest(record),
      original: originalOf(record),
    };
  }

  private held(record: IntakeRecord, { usage, usageKey }: MeteredUsage, { reason, sentence }: Hold): HeldRecord {
    return {
      source: this.batch.source,
      offset: record.offset,
      receivedAt: record.receivedAt,
      actor: this.batch.producer.actor,
      reason,
      sentence,
      account: usage.account,
      model: usage.model,
      usageSource: usage.key.source,
      usageId: usage.key.id,
      usageKey,
      digest: this.digest(record),
      original: originalOf(record),
    };
  }

  private digest({ bytes }: IntakeRecord): string {
    return this.parts.sha256(bytes ?? '');
  }
}

function originalOf({ bytes, headers }: IntakeRecord): OriginalRecord {
  return { bytes, headers };
}

import { openEmbeddedLedger, type EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { IntakeRecord, RecordOutcome } from '#libs/pipeline/index.js';
import { ProductReplay } from '../../simulation/product-replay.js';
import { Dice } from '../../support/oracle/dice.js';
import type { ReceivedRecord, Step } from '../../support/oracle/index.js';

type Receipt = Extract<Step, { type: 'receive' }>;

/**
 * Brings steps to an embedded ledger the way a bad day does: records in batches of any size, some of them delivered
 * again, also while they are still in hand, and the ledger closed and opened at any moment, which is what a crash after
 * the commit and before the acknowledgement leaves behind.
 */
export class RoughRoad {
  /** First outcome of each record, by its offset. */
  readonly outcomes = new Map<number, RecordOutcome['type']>();
  private readonly dice: Dice;
  private readonly replay = new ProductReplay(1);
  private opened: EmbeddedLedger | undefined;

  constructor(
    private readonly dataDir: string,
    seed: number,
  ) {
    this.dice = new Dice(seed);
  }

  get ledger(): EmbeddedLedger {
    if (this.opened === undefined) throw new Error('the ledger is not open');
    return this.opened;
  }

  async run(steps: readonly Step[]): Promise<void> {
    await this.open();
    for (let at = 0; at < steps.length;) {
      const batch = receiptsFrom(steps, at, this.dice.whole(1, 60));
      if (batch.length > 0) await this.deliver(batch, steps.slice(0, at).filter(isReceipt));
      else await this.replay.run(this.ledger, steps.slice(at, at + 1));
      at += Math.max(1, batch.length);
      if (this.dice.chance(0.1)) await this.crash();
    }
    await this.crash();
  }

  close(): Promise<void> {
    return this.ledger.close();
  }

  private async deliver(batch: readonly ReceivedRecord[], earlier: readonly Receipt[]): Promise<void> {
    this.replay.now = batch.at(-1)?.receivedAt ?? this.replay.now;
    const again = this.dice.chance(0.25) ? earlier.slice(-this.dice.whole(1, 80)).map(({ record }) => record) : [];
    const told = [...again, ...batch];
    const isToldTwiceAtOnce = this.dice.chance(0.2);
    const [outcomes] = await Promise.all([this.intake(told), ...(isToldTwiceAtOnce ? [this.intake(told)] : [])]);
    batch.forEach(({ offset }, at) => this.outcomes.set(offset, outcomes[again.length + at]!));
    if (this.dice.chance(0.1)) await this.crash();
    if (this.dice.chance(0.25)) await this.intake(told);
  }

  private async intake(batch: readonly ReceivedRecord[]): Promise<readonly RecordOutcome['type'][]> {
    const source = batch[0]!.source;
    const producer = { actor: 'test', sources: ['*'] };
    const { outcomes } = await this.ledger.intake.intake({ source, producer, records: batch.map(toIntakeRecord) });
    return outcomes.map(({ type }) => type);
  }

  private async crash(): Promise<void> {
    await this.close();
    await this.open();
  }

  private async open(): Promise<void> {
    this.opened = await openEmbeddedLedger({ dataDir: this.dataDir, clock: () => this.replay.now });
  }
}

function isReceipt(step: Step): step is Receipt {
  return step.type === 'receive';
}

function receiptsFrom(steps: readonly Step[], from: number, most: number): readonly ReceivedRecord[] {
  const reach = steps.slice(from, from + most);
  const end = reach.findIndex((step) => !isReceipt(step));
  return reach
    .slice(0, end < 0 ? reach.length : end)
    .filter(isReceipt)
    .map(({ record }) => record);
}

function toIntakeRecord({ text, offset, receivedAt }: ReceivedRecord): IntakeRecord {
  const headers = [['content-type', 'application/cloudevents+json']] as const;
  return { bytes: new TextEncoder().encode(text), headers, offset, receivedAt };
}

import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { credits, type Credits, type Kind, type Tier } from '#libs/kernel/index.js';
import { UNSCOPED, type AccountKind, type GivenCommand, type GrantSource } from '#libs/ledger/index.js';
import type { PublishTariff } from '#libs/catalog/index.js';
import type { RecordOutcome } from '#libs/pipeline/index.js';
import type { AccountBody, GrantBody, ReceivedRecord, Step, TariffBody } from '../support/oracle/index.js';

/** Gives the oracle's steps to the product, command by command and batch by batch. The clock is set by the steps. */
export class ProductReplay {
  now = 0;
  readonly outcomes: RecordOutcome['type'][] = [];
  readonly refusals: { step: Step['type']; code: string }[] = [];
  private commands = 0;

  /** @param batchSize records a batch; one where the clock must stand at the receipt of each */
  constructor(private readonly batchSize: number) {}

  async run(ledger: EmbeddedLedger, steps: readonly Step[]): Promise<void> {
    for (let at = 0; at < steps.length;) {
      const batch = receiptsFrom(steps, at, this.batchSize);
      if (batch.length > 0) await this.receive(ledger, batch);
      else await this.command(ledger, steps[at] as Exclude<Step, { type: 'receive' }>);
      at += Math.max(1, batch.length);
    }
    await ledger.heldSettled();
  }

  private async receive(ledger: EmbeddedLedger, batch: readonly ReceivedRecord[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    this.now = batch.at(-1)?.receivedAt ?? this.now;
    const { outcomes } = await ledger.intake.intake({
      source: first.source,
      producer: { actor: 'test', sources: ['*'] },
      records: batch.map(({ text, offset, receivedAt }) => ({
        bytes: Buffer.from(text),
        headers: [['content-type', 'application/cloudevents+json']],
        offset,
        receivedAt,
      })),
    });
    this.outcomes.push(...outcomes.map(({ type }) => type));
  }

  private async command(ledger: EmbeddedLedger, step: Exclude<Step, { type: 'receive' }>): Promise<void> {
    this.now = Date.parse(step.at);
    this.commands += 1;
    const origin: CommandOrigin = { client: 'test', idempotencyKey: `step-${this.commands}`, receivedAt: this.now };
    const answer =
      step.type === 'publishTariff'
        ? await ledger.tariffs.publish(publishTariff(step.body), origin)
        : await ledger.accounts.execute(accountCommand(step), origin);
    if (answer.type === 'rejected') this.refusals.push({ step: step.type, code: answer.rejection.code });
  }
}

function receiptsFrom(steps: readonly Step[], from: number, most: number): readonly ReceivedRecord[] {
  const batch: ReceivedRecord[] = [];
  for (const step of steps.slice(from, from + most)) {
    if (step.type !== 'receive' || step.record.source !== (batch[0] ?? step.record).source) break;
    batch.push(step.record);
  }
  return batch;
}

function amount(text: string): Credits {
  return credits(BigInt(text));
}

function accountCommand(step: Exclude<Step, { type: 'receive' | 'publishTariff' }>): GivenCommand {
  switch (step.type) {
    case 'openAccount':
      return openAccount(step.body);
    case 'addMember':
      return { type: 'AddMember', ...step.body, limitMicro: null };
    case 'setAlertRules':
      return { type: 'SetAlertRules', account: step.body.account, alertRules: alertRules(step.body.alertRules) };
    case 'grantCredits':
      return grantCredits(step.body);
  }
}

function alertRules(body: AccountBody['alertRules']): { percents: number[]; floorsMicro: Credits[] } {
  return { percents: body.percents, floorsMicro: body.floorsMicro.map(amount) };
}

function openAccount(body: AccountBody): GivenCommand {
  const { openedAt, kind, alertRules: rules, members, ...rest } = body;
  return {
    type: 'OpenAccount',
    ...rest,
    kind: kind as AccountKind,
    openedAt: Date.parse(openedAt),
    alertRules: alertRules(rules),
    members: members.map((member) => ({ member, limitMicro: null })),
  };
}

function grantCredits(body: GrantBody): GivenCommand {
  const { source, amountMicro, eligibleFrom, expiresAt, scope, costBasis, ...rest } = body;
  return {
    type: 'GrantCredits',
    ...rest,
    source: source as GrantSource,
    amountMicro: amount(amountMicro),
    scope: { ...UNSCOPED, ...(scope as { kinds?: Kind[] } | undefined) },
    ...(eligibleFrom === undefined ? {} : { eligibleFrom: Date.parse(eligibleFrom) }),
    ...(expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) }),
    ...(costBasis === undefined ? {} : { costBasis: { ...costBasis, amountMinor: BigInt(costBasis.amountMinor) } }),
  };
}

function publishTariff(body: TariffBody): PublishTariff {
  return {
    type: 'PublishTariff',
    ...body,
    effectiveFrom: Date.parse(body.effectiveFrom),
    rates: body.rates.map((rate) => ({
      ...rate,
      kind: rate.kind as Kind,
      tier: rate.tier as Tier,
      creditsMicro: amount(rate.creditsMicro),
    })),
    promotions: body.promotions.map((promotion) => ({
      ...promotion,
      from: Date.parse(promotion.from),
      until: Date.parse(promotion.until),
      models: promotion.models ?? null,
      kinds: (promotion.kinds as Kind[] | undefined) ?? null,
      apps: promotion.apps ?? null,
    })),
  };
}

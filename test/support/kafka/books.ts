import { randomUUID } from 'node:crypto';
import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { accountAggregate, type AccountEvent, type AccountState, type GivenCommand } from '#libs/ledger/index.js';
import { streamName } from '#libs/journal/contract.js';
import { credits, type Credits, type Kind, type Tier } from '#libs/kernel/index.js';
import type { PublishTariff } from '#libs/catalog/index.js';
import {
  reportOfAll,
  type AccountBody,
  type GrantBody,
  type Oracle,
  type Step,
  type TariffBody,
} from '../oracle/index.js';

/** What every suite here compares with the oracle's. */
export interface Books {
  readonly accounts: Readonly<Record<string, AccountBooks>>;
  /** First outcomes of all records of all sources (rule 37). */
  readonly outcomes: Readonly<Record<string, number>>;
}

interface AccountBooks {
  readonly remainingMicro: bigint;
  readonly overageMicro: bigint;
  readonly liveGrants: Readonly<Record<string, bigint>>;
  /** Receipts, in other words. */
  readonly charges: number;
  readonly conflicts: number;
}

export async function booksOf(ledger: EmbeddedLedger, accounts: readonly string[]): Promise<Books> {
  const outcomes: Record<string, number> = { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };
  for (const { counts } of await ledger.intakeRecords.totals()) {
    for (const [outcome, count] of Object.entries(counts)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  }
  const entries = await Promise.all(
    accounts.map(async (account) => [account, await accountBooks(ledger, account)] as const),
  );
  return { accounts: Object.fromEntries(entries), outcomes };
}

async function accountBooks(ledger: EmbeddedLedger, account: string): Promise<AccountBooks> {
  const stream = streamName(accountAggregate.category, account);
  const records = await ledger.reader.stream<AccountEvent>(stream, 0, Number.MAX_SAFE_INTEGER);
  const events = records.map(({ event }) => event);
  const state = events.reduce<AccountState>(
    (before, event) => accountAggregate.evolve(before, event),
    accountAggregate.initial,
  );
  if (state.status !== 'open') throw new Error(`Account ${account} was never opened`);
  return {
    remainingMicro: state.remainingMicro,
    overageMicro: state.overageMicro,
    liveGrants: Object.fromEntries(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])),
    charges: events.filter(({ type }) => type === 'UsageCharged').length,
    conflicts: events.filter(({ type }) => type === 'UsageConflictRecorded').length,
  };
}

export function booksOfOracle(oracle: Oracle): Books {
  const outcomes: Record<string, number> = { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };
  for (const counts of oracle.totals.values()) {
    for (const [outcome, count] of Object.entries(counts)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  }
  const accounts: Record<string, AccountBooks> = {};
  for (const [account, report] of reportOfAll(oracle)) {
    accounts[account] = {
      remainingMicro: report.remainingMicro,
      overageMicro: report.overageMicro,
      liveGrants: Object.fromEntries(Object.entries(report.remainingByGrant).filter(([, remaining]) => remaining > 0n)),
      charges: report.charges,
      conflicts: report.conflicts,
    };
  }
  return { accounts, outcomes };
}

/** Tells the ledger the steps that are commands. */
export async function carryOut(ledger: EmbeddedLedger, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const origin = { client: 'test', idempotencyKey: randomUUID(), receivedAt: Date.now() };
    const answer =
      step.type === 'publishTariff'
        ? await ledger.tariffs.publish(tariffCommand(step.body), origin)
        : await ledger.accounts.execute(accountCommand(step), origin);
    if (answer.type === 'rejected') throw new Error(`${step.type} was refused: ${JSON.stringify(answer.rejection)}`);
  }
}

function accountCommand(step: Step): GivenCommand {
  switch (step.type) {
    case 'openAccount':
      return openAccount(step.body);
    case 'grantCredits':
      return grantCredits(step.body);
    case 'addMember':
    case 'setAlertRules':
    case 'publishTariff':
    case 'receive':
      throw new Error(`${step.type} is no part of these suites' books`);
  }
}

function openAccount(body: AccountBody): GivenCommand {
  const { percents, floorsMicro } = body.alertRules;
  return {
    ...body,
    type: 'OpenAccount',
    kind: body.kind as 'individual',
    openedAt: Date.parse(body.openedAt),
    alertRules: { percents, floorsMicro: floorsMicro.map(micro) },
    members: body.members.map((member) => ({ member, limitMicro: null })),
  };
}

function grantCredits(body: GrantBody): GivenCommand {
  const { models, kinds, apps } = body.scope ?? {};
  const { eligibleFrom, expiresAt, costBasis, ...rest } = body;
  return {
    ...rest,
    type: 'GrantCredits',
    source: body.source as 'top_up',
    amountMicro: micro(body.amountMicro),
    scope: { models: models ?? null, kinds: (kinds as Kind[] | undefined) ?? null, apps: apps ?? null },
    ...(eligibleFrom === undefined ? {} : { eligibleFrom: Date.parse(eligibleFrom) }),
    ...(expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) }),
    ...(costBasis === undefined ? {} : { costBasis: { ...costBasis, amountMinor: BigInt(costBasis.amountMinor) } }),
  };
}

function tariffCommand(body: TariffBody): PublishTariff {
  return {
    ...body,
    type: 'PublishTariff',
    effectiveFrom: Date.parse(body.effectiveFrom),
    rates: body.rates.map((rate) => ({
      ...rate,
      kind: rate.kind as Kind,
      tier: rate.tier as Tier,
      creditsMicro: micro(rate.creditsMicro),
    })),
    promotions: body.promotions.map(({ models, kinds, apps, from, until, ...rest }) => ({
      ...rest,
      from: Date.parse(from),
      until: Date.parse(until),
      models: models ?? null,
      kinds: (kinds as Kind[] | undefined) ?? null,
      apps: apps ?? null,
    })),
  };
}

function micro(text: string): Credits {
  return credits(BigInt(text));
}

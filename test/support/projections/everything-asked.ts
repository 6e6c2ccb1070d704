import type { AccountId } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { Page, PageRequest, ReadModels } from '#libs/projections/index.js';
import { isAccountRecord, type AccountRecord } from '#libs/projections/runner/projection.js';

const DAY = 86_400_000;
/** Small, so that lists have several. */
const PAGE = 2;

/** Every answer the read models give about a journal, list by list and page by page. */
export async function everythingAsked(models: ReadModels, records: readonly RecordedEvent[]): Promise<unknown> {
  const own = records.filter(isAccountRecord);
  const accounts = [...new Set(own.map(({ stream }) => stream.slice('account-'.length)))];
  const ofAccounts = [];
  for (const account of accounts) ofAccounts.push(await ofAccount(models, account, own));
  return { ofAccounts, ofAll: await ofAll(models, accounts, own) };
}

async function ofAll(models: ReadModels, accounts: readonly AccountId[], records: readonly AccountRecord[]) {
  const { invoices, timers, alerts, settlements, lifecycles } = models;
  const head = records.at(-1)?.position ?? 0;
  const now = lastOf(records);
  const months = new Set(records.map(({ meta }) => new Date(meta.recordedAt).toISOString().slice(0, 7)));
  const soon = { now: now + 30 * DAY, takeUpTo: now + 30 * DAY, closeGraceMs: DAY };
  return {
    accounts: await pages((page) => models.accounts.accounts(page)),
    alerts: await pages((page) => alerts.alerts({}, page)),
    fired: await pages((page) => alerts.alerts({ state: 'fired' }, page)),
    transitions: await alerts.transitions(0, head, 3),
    disputes: await pages((page) => models.disputes.disputes({}, page)),
    changed: [...(await models.balances.changed(accounts, Math.floor(head / 2)))].sort(),
    sealedLines: await invoices.sealedLines({ after: undefined, sealedFrom: 0, sealedUntil: now + 1 }, 1_000),
    sealedPeriods: await invoices.periodsAfter(undefined),
    shown: await invoices.shown(),
    due: await timers.due(soon, { limit: 10 }),
    turning: await timers.turning({ after: now, until: now + 60 * DAY }, { limit: 10 }),
    settlements: await inOrder([...months], (month) => settlements.figures(month)),
    lifecycle: await lifecycles.ofLedger(),
  };
}

async function ofAccount(models: ReadModels, account: AccountId, records: readonly AccountRecord[]) {
  const { balances, usageSeries, requests, disputes } = models;
  const now = lastOf(records);
  const charges = records.flatMap(({ event, revision, stream }) =>
    event.type === 'UsageCharged' && stream === `account-${account}` ? [{ ...event.data, revision }] : [],
  );
  const periods = await pages((page) => models.accounts.periods(account, page));
  const span = { from: now - 90 * DAY, until: now + DAY };
  return {
    account: await models.accounts.account(account),
    subscriptions: await pages((page) => models.accounts.subscriptions(account, page)),
    transfers: await pages((page) => models.accounts.transfers(account, page)),
    periods,
    balances: await inOrder([now, now + 20 * DAY], (at) => balances.balance(account, at)),
    grants: await pages((page) => balances.grants(account, page, now)),
    members: await pages((page) => balances.members(account, page)),
    reservations: await pages((page) => models.reservations.reservations(account, page)),
    alerts: await pages((page) => models.alerts.alerts({ account }, page)),
    invoices: await inOrder(periods, ({ period }) => models.invoices.invoice(account, period)),
    history: await pages((page) => models.history.history(account, page)),
    series: await usageSeries.series(account, { ...span, step: 'day', by: ['member', 'model', 'kind'] }),
    forecast: await models.forecasts.forecast(account, now),
    lifecycle: await models.lifecycles.ofAccount(account),
    receipts: await inOrder(charges, ({ usage }) => models.receipts.receipt(usage)),
    trees: await inOrder(charges, ({ usage }) => requests.tree(account, usage.requestId)),
    disputed: await inOrder(charges, ({ revision }) => disputes.ofDebit(account, revision)),
  };
}

function lastOf(records: readonly AccountRecord[]): number {
  return records.at(-1)?.meta.recordedAt ?? 0;
}

async function pages<Item>(ask: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let after: string | undefined; ;) {
    const page = await ask({ limit: PAGE, ...(after !== undefined && { after }) });
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

/** One after the other: an answer may not depend on another's connection. */
async function inOrder<Of, Answer>(all: readonly Of[], ask: (of: Of) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const of of all) answers.push(await ask(of));
  return answers;
}

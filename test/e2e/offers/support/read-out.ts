import { grantsOf } from './account-views.js';
import { whole, type World } from './world.js';

type Json = Readonly<Record<string, unknown>>;

/** What the subscriber's meter shows, in whole credits. */
export async function meterOf(world: World, account: string) {
  const balance = await world.balance(account);
  return {
    remaining: whole(balance['remainingMicro']),
    reserved: whole(balance['reservedMicro']),
    available: whole(balance['availableMicro']),
    lapsing: whole(balance['lapsingMicro']),
    pendingRollover: whole(balance['pendingRolloverMicro']),
    overage: whole(balance['overageMicro']),
    usedThisPeriod: whole(balance['usedThisPeriodMicro']),
    blocked: balance['blocked'] as boolean,
  };
}

/** What a receipt explains: what counted and by which price table, who paid how much, and the balance before and after. */
export async function receiptOf(world: World, id: string) {
  const receipt = await world.receipt(id);
  const tariffs = listOf(receipt['tariffs']);
  return {
    tariff: tariffs.map(({ book, version }) => `${String(book)} ${String(version)}`),
    counted: listOf(receipt['components']).map(
      ({ kind, quantity, amountMicro }) => `${String(kind)} ${thousands(quantity)} = ${whole(amountMicro)}`,
    ),
    total: whole(receipt['totalMicro']),
    paidBy: payersOf(listOf(receipt['allocations'])),
    before: whole(receipt['remainingBeforeMicro']),
    after: whole(receipt['remainingAfterMicro']),
    flags: receipt['flags'] as readonly string[],
  };
}

/** Every grant there ever was: `~1 top_up 400,000, 300,000 left`. */
export async function leftOfGrants(world: World, account: string): Promise<readonly string[]> {
  return (await grantsOf(world, account)).map(
    ({ grant, source, amountMicro, remainingMicro }) =>
      `${String(grant)} ${String(source)} ${whole(amountMicro)}, ${whole(remainingMicro)} left`,
  );
}

/** What was left, and of what, when each alert was given: `80 percent fired: 2,000 of 10,000 left`, oldest first. */
export async function warningsOf(world: World, account: string): Promise<readonly string[]> {
  const { items } = await world.get(`/v1/accounts/${account}/alerts`);
  return listOf(items).map(({ member, kind, threshold, state, baseMicro, remainingMicro }) => {
    const whose = typeof member === 'string' ? `${member}: ` : '';
    const left = `${whole(remainingMicro)} of ${whole(baseMicro)} left`;
    return `${whose}${String(threshold)} ${String(kind)} ${String(state)}: ${left}`;
  });
}

/** `mei 4,800,000 of 10,000,000` in the newest period; `-`: no limit. */
export async function membersOf(world: World, account: string): Promise<readonly string[]> {
  const { items } = await world.get(`/v1/accounts/${account}/members`);
  return listOf(items).map(({ member, known, usedThisPeriodMicro, limitMicro }) => {
    const limit = limitMicro === null ? '-' : whole(limitMicro);
    return `${String(member)} ${whole(usedThisPeriodMicro)} of ${limit}${known === true ? '' : ', unknown'}`;
  });
}

/** Credits that each event of a type moved, in order; with the grant, where it is about one: `~1 -15,000`. */
export async function historyOf(world: World, account: string, type: string): Promise<readonly string[]> {
  const { items } = await world.get(`/v1/accounts/${account}/history?limit=1000`);
  return listOf(items)
    .filter((entry) => entry['type'] === type)
    .map(({ data, movedMicro }) => {
      const { grant } = data as Json;
      return typeof grant === 'string' ? `${grant} ${whole(movedMicro)}` : whole(movedMicro);
    });
}

/** Sums per grant or overage policy, in the order they came in. */
function payersOf(allocations: readonly Json[]): readonly string[] {
  const sums = new Map<string, bigint>();
  for (const { grant, overage, amountMicro } of allocations) {
    const payer = typeof grant === 'string' ? grant : `overage ${String((overage as Json)['policy'])}`;
    sums.set(payer, (sums.get(payer) ?? 0n) + BigInt(String(amountMicro)));
  }
  return [...sums].map(([payer, micro]) => `${payer} ${whole(micro)}`);
}

function thousands(count: unknown): string {
  return BigInt(String(count)).toLocaleString('en-US');
}

function listOf(value: unknown): readonly Json[] {
  return value as readonly Json[];
}

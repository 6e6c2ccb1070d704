import { whole, type World } from './world.js';

type Row = Record<string, unknown>;

/** Where the credits of one grant went (rule 19), in micro-credits. */
const WENT = [
  'remaining',
  'consumed',
  'overageRepaid',
  'expired',
  'forfeited',
  'rolledOut',
  'transferredOut',
  'refunded',
  'adjustedDown',
] as const;

/** All grants an account ever had, by grant id. */
export async function grantsOf(world: World, account: string): Promise<readonly Row[]> {
  return (await world.get(`/v1/accounts/${account}/grants`))['items'] as Row[];
}

export async function grantOf(world: World, account: string, grant: string): Promise<Row> {
  const found = (await grantsOf(world, account)).find((row) => row['grant'] === grant);
  if (found === undefined) throw new Error(`${account} never had a grant ${grant}`);
  return found;
}

/** The statement of an account: credits issued, and where they are now, in whole credits; what is zero is left out. */
export async function statementOf(world: World, account: string): Promise<Record<string, string>> {
  const grants = await grantsOf(world, account);
  const total = (figure: string) => grants.reduce((sum, row) => sum + BigInt(String(row[`${figure}Micro`])), 0n);
  const figures = [['issued', total('amount')] as const, ...WENT.map((figure) => [figure, total(figure)] as const)];
  return Object.fromEntries(figures.filter(([, micro]) => micro !== 0n).map(([name, micro]) => [name, whole(micro)]));
}

/** Grants whose credits do not add up (rule 19): there must be none, at any moment. */
export async function grantsThatDoNotAddUp(world: World, account: string): Promise<readonly Row[]> {
  const grants = await grantsOf(world, account);
  return grants.filter((row) => {
    const went = WENT.reduce((sum, figure) => sum + BigInt(String(row[`${figure}Micro`])), 0n);
    return went !== BigInt(String(row['amountMicro']));
  });
}

/** Every debit of an account, as its history has it. */
export async function debitsOf(world: World, account: string): Promise<readonly Row[]> {
  const { items } = await world.get(`/v1/accounts/${account}/history?limit=1000`);
  return (items as Row[]).filter(({ type }) => type === 'UsageCharged').map(({ data }) => data as Row);
}

/** The usage lines of a period's bill, e.g. `qwen-image image: 3 for 750,000`. */
export async function usageLinesOf(world: World, account: string, period: number): Promise<readonly string[]> {
  const { lines } = await world.get(`/v1/accounts/${account}/invoice-lines?period=${period}`);
  return (lines as Row[])
    .filter(({ type }) => type === 'usage')
    .map(
      (line) =>
        `${String(line['model'])} ${String(line['kind'])}: ${String(line['quantity'])} for ${whole(line['creditsMicro'])}`,
    );
}

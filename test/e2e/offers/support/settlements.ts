import { join } from 'node:path';
import { readPartnerFile } from '#libs/catalog/adapters/file/partner-file.js';
import { whole, type World } from './world.js';

type Row = Record<string, unknown>;

const PARTNERS = join(import.meta.dirname, '../../../../catalogue/partners/partner-apps.json');

/** What one model is sold for and what its supplier is paid: whole credits a unit, and minor units for a million. */
export interface CostedModel {
  readonly currency?: string;
  readonly kinds: Readonly<Record<string, { readonly credits: number; readonly minorPerMillion?: number }>>;
}

/** A price list that knows its suppliers. */
export function pricesOf(models: Readonly<Record<string, CostedModel>>): { readonly rates: readonly Row[] } {
  const rates = Object.entries(models).flatMap(([target, { currency = 'CNY', kinds }]) =>
    Object.entries(kinds).map(([kind, { credits, minorPerMillion }]) => ({
      target,
      tier: 'standard',
      kind,
      creditsMicro: String(credits * 1_000_000),
      per: 1,
      ...(minorPerMillion === undefined
        ? {}
        : { supplierCost: { microMinor: String(minorPerMillion), per: 1, currency } }),
    })),
  );
  return { rates };
}

/** The sample contracts: `workbuddy` on list value, `cloud-devices` on recognised revenue. */
export async function agreesWithPartners(world: World): Promise<void> {
  for (const contract of await readPartnerFile(PARTNERS, Date.now())) {
    const origin = { client: 'catalogue', idempotencyKey: contract.partner, receivedAt: Date.now() };
    const answer = await world.api.standalone.ledger.partnerContracts.publish(contract, origin);
    if (answer.type === 'rejected') throw new Error(answer.rejection.code);
  }
}

/** A settlement in words, money in minor units. */
export class SettlementRead {
  private constructor(readonly body: Row) {}

  static async of(world: World, month: string): Promise<SettlementRead> {
    return new SettlementRead(await world.get(`/v1/settlements/${month}`));
  }

  /** `alibaba qwen-plus input: 1,000,000 for 80 CNY` */
  get costs(): readonly string[] {
    return this.rows('suppliers').map(
      ({ supplier, model, kind, quantity, cost }) =>
        `${supplier} ${model} ${kind}: ${Number(quantity).toLocaleString('en-US')} for ${money(cost)}`,
    );
  }

  get owed(): readonly string[] {
    return this.rows('supplierTotals').map(
      ({ supplier, costMinor, currency }) => `${supplier} ${costMinor} ${currency}`,
    );
  }

  /** `used openai gpt-5 for cloud-phone: 500,000 by partner-apps-plan = 125/2 -> 63 CNY` */
  get revenue(): readonly string[] {
    return this.rows('revenue').map(({ type, supplier, model, app, ...line }) => {
      const call = model === null ? '' : ` ${supplier} ${model}`;
      return `${type}${call}${app === null ? '' : ` for ${app}`}: ${creditsOf(line)}`;
    });
  }

  get breakage(): readonly string[] {
    return this.rows('breakage').map(({ cause, ...line }) => `${cause}: ${creditsOf(line)}`);
  }

  get deferred(): readonly string[] {
    return this.rows('deferred').map(creditsOf);
  }

  get partners(): readonly string[] {
    return this.rows('partners').map(
      ({ partner, app, basis, listValue, revenue, amount }) =>
        `${partner} for ${app}: list ${money(listValue)}, revenue ${money(revenue)}, by ${basis} ${money(amount)}`,
    );
  }

  get models(): readonly string[] {
    return this.rows('models').map((line) => `${line['model']}: ${margin(line)}`);
  }

  get products(): readonly string[] {
    return this.rows('products').map((line) => `${line['product'] ?? line['source']}: ${margin(line)}`);
  }

  private rows(name: string): readonly Record<string, string | null>[] {
    return this.body[name] as Record<string, string | null>[];
  }
}

function creditsOf({ creditsMicro, product, source, money: paid }: Row): string {
  const seller = (product as { product: string } | null)?.product ?? String(source);
  return `${whole(creditsMicro)} by ${seller} = ${exact(paid)}`;
}

function exact(paid: unknown): string {
  if (paid === null) return 'nothing';
  const { numerator, denominator } = (paid as { exact: Record<string, string> }).exact;
  return `${numerator}/${denominator} -> ${money(paid)}`;
}

function money(amount: unknown): string {
  if (amount === null) return 'unknown';
  const { amountMinor, currency } = amount as Record<string, string>;
  return `${amountMinor} ${currency}`;
}

function margin({ revenueMinor, costMinor, marginMinor, currency }: Row): string {
  return `${String(revenueMinor)} - ${String(costMinor)} = ${String(marginMinor)} ${String(currency)}`;
}

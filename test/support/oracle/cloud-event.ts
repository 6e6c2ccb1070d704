import { sum } from './arithmetic.js';
import { asObject, blockQuantities, statedQuantities, Unusable, type JsonObject } from './provider-blocks.js';
import { ORACLE_KINDS, TOKEN_KINDS, ORACLE_QUALITIES, ORACLE_TIERS, type OracleUsage } from './vocabulary.js';

function text(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new Unusable(`${name} is no text`);
  return value;
}

function optionalText(object: JsonObject, name: string): string | null {
  return object[name] === undefined ? null : text(object, name);
}

function clientId(value: string | null, name: string): string | null {
  if (value !== null && !/^[A-Za-z0-9_.-]{1,64}$/.test(value)) throw new Unusable(`${name} is no id`);
  return value;
}

function oneOf(value: string | null, allowed: string[], otherwise: string): string {
  if (value === null) return otherwise;
  if (!allowed.includes(value)) throw new Unusable(`${value} is not one of ${allowed.join(', ')}`);
  return value;
}

export function instantOf(value: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.exec(value);
  const instant = Date.parse(value);
  if (parts === null || Number.isNaN(instant)) throw new Unusable(`${value} is no date-time`);
  const daysInMonth = new Date(Date.UTC(Number(parts[1]), Number(parts[2]), 0)).getUTCDate();
  if (Number(parts[3]) > daysInMonth) throw new Unusable(`${value} names no real day`);
  return Math.floor(instant);
}

function quantitiesOf(data: JsonObject): Record<string, bigint> {
  if ((data.quantities === undefined) === (data.usage === undefined)) throw new Unusable('one of quantities and usage');
  const counts =
    data.usage === undefined
      ? statedQuantities(asObject(data.quantities, 'quantities'))
      : blockQuantities(asObject(data.usage, 'usage'));
  const quantities: Record<string, bigint> = {};
  for (const kind of ORACLE_KINDS) {
    const quantity = counts[kind] ?? 0n;
    if (quantity > 1_000_000_000_000n) throw new Unusable(`${kind} is too large`);
    if (quantity > 0n) quantities[kind] = quantity;
  }
  const tokens = sum(TOKEN_KINDS.map((kind) => quantities[kind] ?? 0n));
  if (data.total !== undefined && data.total !== Number(tokens)) throw new Unusable('total does not add up');
  return quantities;
}

const DATA_MEMBERS = [
  'account',
  'member',
  'app',
  'occurredAt',
  'provider',
  'model',
  'requestedModel',
  'tier',
  'requestId',
  'parentRequestId',
  'reservationId',
  'final',
  'quality',
  'quantities',
  'usage',
  'total',
];

function usageOf(event: JsonObject): OracleUsage {
  if (event.specversion !== '1.0') throw new Unusable('specversion is not 1.0');
  if (event.type !== 'tokenledger.usage.v1') throw new Unusable('not a usage event');
  const data = asObject(event.data, 'data');
  for (const member of Object.keys(data)) {
    if (!DATA_MEMBERS.includes(member)) throw new Unusable(`unknown member ${member}`);
  }
  const occurredAt = optionalText(data, 'occurredAt') ?? optionalText(event, 'time');
  if (occurredAt === null) throw new Unusable('no time');
  oneOf(optionalText(data, 'quality'), ORACLE_QUALITIES, 'measured');
  return {
    source: text(event, 'source'),
    id: text(event, 'id'),
    account: clientId(text(data, 'account'), 'account') as string,
    member: clientId(optionalText(data, 'member'), 'member'),
    app: clientId(optionalText(data, 'app'), 'app'),
    occurredAt: instantOf(occurredAt),
    provider: text(data, 'provider'),
    model: text(data, 'model'),
    tier: oneOf(optionalText(data, 'tier'), ORACLE_TIERS, 'standard'),
    quantities: quantitiesOf(data),
    requestId: optionalText(data, 'requestId') ?? text(event, 'id'),
    reservationId: clientId(optionalText(data, 'reservationId'), 'reservationId'),
    final: data.final !== false,
  };
}

/** Rule 8. */
function mayUse(source: string, allowed: string[] | undefined): boolean {
  if (allowed === undefined) return true;
  return allowed.some((one) => (one.endsWith('*') ? source.startsWith(one.slice(0, -1)) : source === one));
}

/** The usage in a structured CloudEvent, or why there is none. */
export function readUsage(record: { text: string; allowedSources?: string[] }): OracleUsage | Unusable {
  try {
    const usage = usageOf(asObject(JSON.parse(record.text), 'event'));
    return mayUse(usage.source, record.allowedSources) ? usage : new Unusable('source not allowed');
  } catch (error) {
    if (error instanceof Unusable) return error;
    if (error instanceof SyntaxError) return new Unusable('not JSON');
    throw error;
  }
}

/** What rule 5 calls content, as one comparable text. */
export function contentOf(usage: OracleUsage): string {
  const quantities = Object.entries(usage.quantities).map(([kind, quantity]) => `${kind}=${quantity}`);
  return JSON.stringify([
    usage.account,
    usage.member,
    usage.app,
    usage.provider,
    usage.model,
    usage.tier,
    quantities,
    usage.reservationId,
  ]);
}

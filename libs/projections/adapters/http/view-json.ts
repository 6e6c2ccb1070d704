import { formatInstant } from '#libs/kernel/index.js';

/** Members of views and events that hold instants, wherever they stand. */
const INSTANT_MEMBERS = [
  'at',
  'clearedAt',
  'eligibleFrom',
  'endsAt',
  'expiresAt',
  'firedAt',
  'judgedAt',
  'occurredAt',
  'openedAt',
  'receivedAt',
  'recordedAt',
  'startsAt',
] as const;

type InstantMember = (typeof INSTANT_MEMBERS)[number];

/** A view as JSON has it: amounts as decimal strings, instants as RFC 3339 text. */
export type ViewJson<View> = View extends bigint
  ? string
  : View extends readonly (infer Item)[]
    ? readonly ViewJson<Item>[]
    : View extends object
      ? {
          readonly [Member in keyof View]: Member extends InstantMember
            ? InstantJson<View[Member]>
            : ViewJson<View[Member]>;
        }
      : View;

type InstantJson<Value> = Value extends number ? string : Value extends object ? ViewJson<Value> : Value;

const INSTANTS: ReadonlySet<string> = new Set(INSTANT_MEMBERS);

export function viewJson<View>(view: View): ViewJson<View> {
  return toJson(view, '') as ViewJson<View>;
}

function toJson(value: unknown, member: string): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && INSTANTS.has(member)) return formatInstant(value);
  if (Array.isArray(value)) return value.map((item) => toJson(item, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner, name)]));
}

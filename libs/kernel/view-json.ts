import { formatInstant } from './instant.js';

/**
 * Members of views and events that hold instants, wherever they stand, are known by their names: `at`, anything that ends
 * in `At`, and these.
 */
const FROM_MEMBERS = ['eligibleFrom', 'effectiveFrom'] as const;

type InstantMember = 'at' | `${string}At` | (typeof FROM_MEMBERS)[number];

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

export function viewJson<View>(view: View): ViewJson<View> {
  return toJson(view, '') as ViewJson<View>;
}

function isInstantMember(member: string): boolean {
  return member === 'at' || member.endsWith('At') || (FROM_MEMBERS as readonly string[]).includes(member);
}

function toJson(value: unknown, member: string): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && isInstantMember(member)) return formatInstant(value);
  if (Array.isArray(value)) return value.map((item) => toJson(item, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner, name)]));
}

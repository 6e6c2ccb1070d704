import { credits, totalMicro, type Credits, type Kind } from '#libs/kernel/index.js';
import type {
  AccountCommand,
  ChargeComponent,
  CommandContext,
  HeldPart,
  ReleaseReservation,
  ReservationEnded,
  ReservationMade,
  ReserveCredits,
} from '#libs/ledger/index.js';
import { micro } from '../journal/event-builders.js';
import { context, NOW, PIN } from './samples.js';

type Cost = readonly [kind: Kind, amount: number | bigint];
type Parts = readonly (readonly [grant: string, amount: number | bigint])[];

export const HOUR = 3_600_000;

/** Reservation `h` of account `a`, for an hour from 10 January on; each cost is one component, priced already. */
export function reserve(
  costs: readonly Cost[],
  more: Partial<ReserveCredits> = {},
  seen: Partial<CommandContext> = {},
): AccountCommand {
  return {
    type: 'ReserveCredits',
    account: 'a',
    reservation: 'h',
    model: 'qwen',
    tier: 'standard',
    tariffs: [PIN],
    components: costs.map(component),
    ttlMs: HOUR,
    ...more,
    context: context(seen),
  };
}

export function release(more: Partial<ReleaseReservation> = {}, seen: Partial<CommandContext> = {}): AccountCommand {
  const named = { type: 'ReleaseReservation', account: 'a', reservation: 'h', outcome: null } as const;
  return { ...named, ...more, context: context({ idUsed: true, ...seen }) };
}

/** What `reserve` of the same costs records. */
export function made(
  costs: readonly Cost[],
  parts: Parts,
  more: Partial<Omit<ReservationMade['data'], 'parts' | 'headroomMicro'>> & { readonly headroom?: number } = {},
): ReservationMade {
  const { headroom = 0, ...data } = more;
  const components = costs.map(component);
  return {
    type: 'ReservationMade',
    data: {
      account: 'a',
      reservation: 'h',
      member: null,
      app: null,
      model: 'qwen',
      tier: 'standard',
      tariffs: [PIN],
      components,
      amountMicro: sum(components),
      parts: held(parts),
      headroomMicro: micro(headroom),
      burnOrder: 1,
      expiresAt: NOW + HOUR,
      ...data,
    },
  };
}

export function ended(
  outcome: ReservationEnded['data']['outcome'],
  parts: Parts,
  more: Partial<ReservationEnded['data']> & { readonly headroom?: number; readonly gone?: readonly string[] } = {},
): ReservationEnded {
  const { headroom = 0, gone = [], ...data } = more;
  return {
    type: 'ReservationEnded',
    data: {
      account: 'a',
      reservation: 'h',
      outcome,
      requestId: outcome === 'settled' ? 'call-1' : null,
      returns: held(parts).map((part) => ({ ...part, expired: gone.includes(part.grant) })),
      headroomMicro: micro(headroom),
      ...data,
    },
  };
}

function component([kind, amount]: Cost): ChargeComponent {
  return { kind, quantity: 1, tariff: 0, rate: 0, promotion: null, amountMicro: micro(amount) };
}

function held(parts: Parts): readonly HeldPart[] {
  return parts.map(([grant, amount]) => ({ grant, amountMicro: micro(amount) }));
}

function sum(components: readonly ChargeComponent[]): Credits {
  return credits(totalMicro(components.map(({ amountMicro }) => amountMicro)));
}

import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { OpenAccountState } from '#libs/ledger/index.js';
import type { ReservationAnswer, Reserve } from '#libs/pipeline/index.js';
import { publish, rate } from '../../support/catalog/samples.js';
import { micro } from '../../support/journal/event-builders.js';
import { inShort, record, Workbench, type Told } from './workbench.js';

const PRODUCER = { actor: 'gw', sources: ['*'] };
const HOUR = 3_600_000;

/** What a gateway does at a ledger: reserve, settle, release. Account `a` has 1,000 and pays 1 per input, 2 per output. */
export class ReservationDesk {
  private constructor(readonly bench: Workbench) {}

  static async open(): Promise<ReservationDesk> {
    const bench = await new Workbench().open();
    await bench.openAccount('a');
    await bench.ledger.tariffs.publish(
      publish({
        effectiveFrom: 0,
        rates: [
          rate('m', { creditsMicro: micro(1) }),
          rate('m', { kind: 'output', creditsMicro: micro(2) }),
          rate('m', { tier: 'fast', creditsMicro: micro(5) }),
          rate('embedder', { creditsMicro: micro(1) }),
        ],
      }),
      { client: 'operator', idempotencyKey: 'tariff', receivedAt: bench.now },
    );
    await bench.grant('a', 1_000);
    return new ReservationDesk(bench);
  }

  reserve(
    reservation: string,
    more: Partial<Reserve> = {},
    key = `reserve-${reservation}`,
  ): Promise<ReservationAnswer> {
    const maximum = [
      { kind: 'input', quantity: 100 },
      { kind: 'output', quantity: 0 },
    ] as const;
    return this.bench.ledger.reservations.reserve(
      { type: 'Reserve', account: 'a', reservation, model: 'm', tier: 'standard', maximum, ttlMs: HOUR, ...more },
      this.origin(key),
    );
  }

  release(reservation: string, key = `release-${reservation}`): Promise<ReservationAnswer> {
    return this.bench.ledger.reservations.release({ type: 'Release', account: 'a', reservation }, this.origin(key));
  }

  /** By HTTP; says what became of the usage, in short. */
  async settle(reservation: string, told: Told, at = { account: 'a', reservation }): Promise<string> {
    const { bytes, headers } = record(0, usageOf(reservation, told));
    const settlement = { ...at, record: { bytes, headers }, producer: PRODUCER, receivedAt: this.bench.now };
    const settled = await this.bench.ledger.reservations.settle(settlement);
    return settled.type === 'misaddressed' ? settled.member : settled.answer.outcomes.map(inShort).join();
  }

  /** By the stream, as the record at an offset. */
  async streamed(offset: number, reservation: string, told: Told): Promise<string> {
    return (await this.bench.feed(offset, usageOf(reservation, told))).join();
  }

  private origin(idempotencyKey: string): CommandOrigin {
    return { client: 'gw', idempotencyKey, receivedAt: this.bench.now };
  }
}

function usageOf(reservationId: string, told: Told): Told {
  return { ...told, data: { reservationId, ...told.data } };
}

/** What a reservation came to: what it holds, or the rule it broke. */
export function said(answer: ReservationAnswer): string {
  if (answer.type === 'rejected') return answer.rejection.code;
  const { event } = answer;
  if (event.type === 'ReservationMade') return `held ${event.data.amountMicro}`;
  return event.type === 'ReservationEnded' ? event.data.outcome : event.type;
}

export function stateOf(answer: ReservationAnswer): OpenAccountState {
  if (answer.type === 'rejected' || answer.state.status === 'unopened') throw new Error('the answer has no account');
  return answer.state;
}

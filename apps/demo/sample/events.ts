import { formatInstant, type Instant } from '#libs/kernel/index.js';
import { USAGE_EVENT_TYPE } from '#libs/metering/index.js';
import { DAY, LATE_ACCOUNT, type SampleAccount } from './accounts.js';
import { Weighted, type Dice } from './dice.js';
import { brokenLine } from './mishaps.js';
import { POPULAR_MODELS, UNPRICED_MODEL, type SampleModel } from './models.js';
import type { SampleEvent } from './sample-event.js';

/** The sample's gateways use no other value of CloudEvents `source`. */
export const SAMPLE_SOURCES = 'gateway/*';

const GATEWAYS = ['gateway/cn-east', 'gateway/cn-south', 'gateway/eu-central', 'gateway/app-edge'] as const;
const APPS = ['notes', 'translate', 'homework'] as const;
/** The events arrived over so many days before the start; together with the latest it stays inside the late horizon. */
const DAYS_OF_TRAFFIC = 24;
const LATEST_DAYS = 9;
/** Repeats come from among so many events before. */
const MEMORY = 3_000;

const SHARES = {
  duplicate: 0.04,
  conflict: 0.01,
  broken: 0.008,
  unpriced: 0.012,
  stranger: 0.004,
  late: 0.03,
  tooOld: 0.002,
  future: 0.001,
};

interface Caller {
  readonly account: string;
  readonly members: readonly string[];
}

/** The lines of a sample usage file: CloudEvents in order of arrival, with what goes wrong in practice among them. */
export class SampleTraffic {
  private readonly callers: Weighted<Caller>;
  private readonly recent: { readonly event: SampleEvent; readonly model: SampleModel }[] = [];
  /** The newest request of an account that a user made. */
  private readonly requests = new Map<string, string>();
  private told = 0;

  constructor(
    private readonly dice: Dice,
    private readonly start: Instant,
    accounts: readonly SampleAccount[],
  ) {
    const callers = accounts.map(({ open }) => ({
      account: open.account,
      members: open.members.map(({ member }) => member),
    }));
    this.callers = new Weighted(callers, (_, rank) => 1 / (rank + 8) ** 0.6);
  }

  *lines(count: number): Generator<string> {
    for (let index = 0; index < count; index += 1) yield this.line(index / count);
  }

  /** @param progress 0 at the first line, near 1 at the last */
  private line(progress: number): string {
    const roll = this.dice.fraction();
    const again = this.recent[this.dice.between(0, Math.max(0, this.recent.length - 1))];
    if (again !== undefined && roll < SHARES.duplicate) return JSON.stringify(again.event);
    if (again !== undefined && roll < SHARES.duplicate + SHARES.conflict) return this.recounted(again);
    const arrivedAt = this.start - Math.round(DAYS_OF_TRAFFIC * DAY * (1 - progress));
    const model = this.dice.chance(SHARES.unpriced) ? UNPRICED_MODEL : POPULAR_MODELS.pick(this.dice);
    const event = this.event(model, this.occurredAt(arrivedAt));
    if (this.dice.chance(SHARES.broken)) return brokenLine(this.dice, event);
    this.remember(event, model);
    return JSON.stringify(event);
  }

  /** The gateway tells the same call with other figures: a conflict, never a second debit (rule 6). */
  private recounted({ event, model }: { event: SampleEvent; model: SampleModel }): string {
    return JSON.stringify({ ...event, data: { ...event.data, ...model.shape(this.dice) } });
  }

  private event(model: SampleModel, occurredAt: Instant): SampleEvent {
    const { dice } = this;
    const { account, members } = dice.chance(SHARES.stranger) ? this.stranger() : this.callers.pick(dice);
    this.told += 1;
    const id = `${this.told.toString(36).padStart(6, '0')}${dice.between(0, 0xffffff).toString(16).padStart(6, '0')}`;
    const member = members[dice.between(0, Math.max(0, members.length - 1))];
    const data = {
      account,
      ...(member === undefined ? {} : { member }),
      ...(dice.chance(0.3) ? { app: dice.pick(APPS) } : {}),
      provider: model.provider,
      model: model.model,
      ...(dice.chance(0.15) ? { tier: model.tiers[dice.between(0, model.tiers.length - 1)] } : {}),
      requestId: `req-${id}`,
      ...this.parent(account, `req-${id}`),
      ...model.shape(dice),
    };
    const time = formatInstant(occurredAt);
    return { specversion: '1.0', type: USAGE_EVENT_TYPE, source: dice.pick(GATEWAYS), id, time, data };
  }

  /** Agents call again and again for one request of their user. */
  private parent(account: string, requestId: string): { readonly parentRequestId?: string } {
    const parentRequestId = this.requests.get(account);
    if (parentRequestId !== undefined && this.dice.chance(0.2)) return { parentRequestId };
    this.requests.set(account, requestId);
    return {};
  }

  private stranger(): Caller {
    return { account: this.dice.chance(0.6) ? LATE_ACCOUNT : 'nobody-we-know', members: [] };
  }

  private occurredAt(arrivedAt: Instant): Instant {
    const { dice, start } = this;
    const roll = dice.fraction();
    if (roll < SHARES.tooOld) return start - dice.between(37, 70) * DAY;
    if (roll < SHARES.tooOld + SHARES.future) return start + dice.between(1, 48) * 3_600_000;
    if (roll < SHARES.tooOld + SHARES.future + SHARES.late)
      return arrivedAt - dice.between(3_600_000, LATEST_DAYS * DAY);
    return arrivedAt - dice.between(500, 90_000);
  }

  private remember(event: SampleEvent, model: SampleModel): void {
    const told = { event, model };
    if (this.recent.length < MEMORY) this.recent.push(told);
    else this.recent[this.told % MEMORY] = told;
  }
}

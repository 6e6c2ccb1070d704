import { hash } from 'node:crypto';
import { credits } from '#libs/kernel/index.js';
import type { HashText } from '#libs/kernel/index.js';
import type { PublishTariff } from '#libs/catalog/domain/commands.js';
import type { TariffPublished } from '#libs/catalog/domain/events.js';
import type { TariffRejection } from '#libs/catalog/domain/rejections.js';
import { EMPTY_BOOK, type TariffBook } from '#libs/catalog/domain/state.js';
import { tariffBookDecider } from '#libs/catalog/domain/tariff-book.js';
import type { ModelFamily, Promotion, Rate } from '#libs/catalog/domain/terms.js';

// For the specs of this folder: a small tariff, and what becomes of it.

const sha256: HashText = (text) => hash('sha256', text, 'hex');

export const NOW = 1_800_000_000_000;
export const HOUR = 3_600_000;

export const rate = (target: string, more: Partial<Rate> = {}): Rate => ({
  target,
  kind: 'input',
  tier: 'standard',
  creditsMicro: credits(1_000_000n),
  per: 1,
  ...more,
});

export const promotion = (more: Partial<Promotion> = {}): Promotion => ({
  id: 'launch',
  from: NOW,
  until: NOW + HOUR,
  models: null,
  kinds: null,
  apps: null,
  numerator: 1,
  denominator: 2,
  ...more,
});

export const publish = (more: Partial<PublishTariff> = {}): PublishTariff => ({
  type: 'PublishTariff',
  book: 'standard',
  mode: 'full',
  families: [],
  rates: [rate('m')],
  promotions: [],
  ...more,
});

export const decide = (command: PublishTariff, book: TariffBook = EMPTY_BOOK) =>
  tariffBookDecider.decide({ ...command, context: { now: NOW, sha256 } }, book);

export function published(command: PublishTariff, book: TariffBook = EMPTY_BOOK): TariffPublished {
  const decision = decide(command, book);
  if (decision.type === 'rejected') throw new Error(decision.rejection.code);
  const [event] = decision.events;
  if (event === undefined || decision.events.length > 1) throw new Error('a publication is one event');
  return event;
}

export const bookOf = (...commands: PublishTariff[]): TariffBook =>
  commands.reduce((book, command) => tariffBookDecider.evolve(book, published(command, book)), EMPTY_BOOK);

export function rejection(command: PublishTariff, book?: TariffBook): TariffRejection {
  const decision = decide(command, book);
  if (decision.type === 'accepted') throw new Error('accepted');
  return decision.rejection;
}

export const models = (count: number) => Array.from({ length: count }, (_, ordinal) => `m${ordinal}`);
export const family = (name: string, ...of: string[]): ModelFamily => ({ name, models: of });

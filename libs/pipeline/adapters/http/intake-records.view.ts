import { formatInstant } from '#libs/kernel/index.js';
import type {
  HeldFilter,
  HeldRow,
  IntakeFilter,
  PageRequest,
  RefusedFilter,
  RefusedRow,
} from '#libs/journal/ports/intake-records.port.js';
import {
  decodeNumberCursor,
  encodeCursor,
  instantOf,
  PAGE_LIMIT_DEFAULT,
  type PageQuery,
} from '#libs/platform/http/index.js';
import { explainHeld, explainRejected } from './intake-records.explanations.js';
import type { HeldEventDto, HeldRowDto, RejectedEventDto, RejectedRowDto } from './intake-records.dto.js';
import type { HeldQuery, HeldRetryQuery, RejectedQuery, RejectedReplayQuery } from './intake-records.filters.dto.js';

export function pageRequest({ cursor, limit = PAGE_LIMIT_DEFAULT }: PageQuery): PageRequest {
  return { after: decodeNumberCursor(cursor, 0), limit };
}

/** A full page may have another behind it. */
export function nextCursor(rows: readonly { readonly id: number }[], { limit }: PageRequest): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : encodeCursor(last.id);
}

export function rejectedFilter(query: RejectedQuery | RejectedReplayQuery): RefusedFilter {
  const replayed = 'replayed' in query ? query.replayed : undefined;
  return { ...commonFilter(query), ...given({ code: query.code, replayed }) };
}

export function heldFilter(query: HeldQuery | HeldRetryQuery): HeldFilter {
  const waiting = 'waiting' in query ? query.waiting : undefined;
  return { ...commonFilter(query), ...given({ account: query.account, reason: query.reason, waiting }) };
}

export function rejectedView(row: RefusedRow): RejectedRowDto {
  return { ...row, receivedAt: formatInstant(row.receivedAt), replayedAt: instantText(row.replayedAt) };
}

export function rejectedEventView(row: RefusedRow): RejectedEventDto {
  return { ...rejectedView(row), explanation: explainRejected(row.code) ?? null };
}

export function heldView(row: HeldRow): HeldRowDto {
  return { ...row, receivedAt: formatInstant(row.receivedAt), releasedAt: instantText(row.releasedAt) };
}

export function heldEventView(row: HeldRow): HeldEventDto {
  return { ...heldView(row), explanation: explainHeld(row.reason) ?? null };
}

function commonFilter(query: RejectedReplayQuery | HeldRetryQuery): IntakeFilter {
  const { source, usage_source: usageSource, usage_id: usageId, received_from, received_until, text } = query;
  const [from, until] = [received_from, received_until].map((at) => (at === undefined ? at : instantOf(at)));
  return given({ source, usageSource, usageId, from, until, text });
}

type Given<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

function instantText(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

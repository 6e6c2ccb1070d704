import { InstantField, IntegerParam, PageQuery } from '#libs/platform/http/index.js';

const MAX = Number.MAX_SAFE_INTEGER;

function ToPosition(): PropertyDecorator {
  const description = 'Up to this position of the ledger, included.';
  return IntegerParam({ description, min: 0, max: MAX, optional: true });
}

function ToRevision(): PropertyDecorator {
  const description = "Up to this place in the account's history, included.";
  return IntegerParam({ description, min: 0, max: MAX, optional: true });
}

function ToTime(): PropertyDecorator {
  return InstantField({ description: 'Up to what was recorded at this instant, included.', optional: true });
}

export class HistoryBoundQuery {
  @ToPosition()
  readonly to_position?: number;

  @ToRevision()
  readonly to_revision?: number;

  @ToTime()
  readonly to_time?: string;
}

export class HistoryBoundPageQuery extends PageQuery {
  @ToPosition()
  readonly to_position?: number;

  @ToRevision()
  readonly to_revision?: number;

  @ToTime()
  readonly to_time?: string;
}

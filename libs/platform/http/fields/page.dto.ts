import { IntegerParam } from './number-fields.js';
import { TextField } from './text-fields.js';

export const PAGE_LIMIT_DEFAULT = 100;

/** A page of a list: `next` of one answer is `cursor` of the next request. */
export class PageQuery {
  @TextField({ description: '`next` of the page before; absent: the first page.', maxLength: 200, optional: true })
  readonly cursor?: string;

  @IntegerParam({ description: `Rows a page, ${PAGE_LIMIT_DEFAULT} if absent.`, min: 1, max: 1_000, optional: true })
  readonly limit?: number;
}

import {
  decodeCursor,
  edgeProblem,
  encodeCursor,
  PAGE_LIMIT_DEFAULT,
  type PageQuery,
} from '#libs/platform/http/index.js';
import { CursorInvalid, type Page, type PageRequest } from '../../contract.js';

/**
 * Reads a page through an opaque cursor.
 * @throws ProblemException `cursor_invalid`
 */
export async function readPage<Item>(
  { cursor, limit = PAGE_LIMIT_DEFAULT }: PageQuery,
  read: (page: PageRequest) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const request = cursor === undefined ? { limit } : { after: decodeCursor(cursor), limit };
  try {
    const { items, next } = await read(request);
    return { items, next: next === null ? null : encodeCursor(next) };
  } catch (error) {
    throw error instanceof CursorInvalid ? edgeProblem('cursor_invalid', { pointer: '/cursor' }) : error;
  }
}

import { isClosing, isOpening, scanJson } from '#libs/platform/http/index.js';

const COMMA = 0x2c;
const SPACE: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Elements of a JSON array as the bytes they came in, each still to be parsed: a broken one spoils only itself, and what
 * is kept of it is the original. `undefined` if the text as a whole is no array.
 */
export function splitJsonArray(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const { start, end, commas } = topLevel(bytes);
  const isWhole = isBlank(bytes, 0, start) && isBlank(bytes, end + 1, bytes.length);
  if (start === -1 || end === -1 || bytes[start] !== 0x5b || bytes[end] !== 0x5d || !isWhole) return undefined;
  if (commas.length === 0 && isBlank(bytes, start + 1, end)) return [];
  const bounds = [start, ...commas.filter((comma) => comma < end), end];
  return bounds.slice(1).map((bound, index) => bytes.subarray((bounds[index] as number) + 1, bound));
}

/** Where the first value opens and closes, and the commas right inside it; -1 where it does not. */
function topLevel(bytes: Uint8Array): { readonly start: number; readonly end: number; readonly commas: number[] } {
  let depth = 0;
  let start = -1;
  let end = -1;
  const commas: number[] = [];
  scanJson(bytes, (byte, index) => {
    if (isOpening(byte)) {
      if (start === -1) start = index;
      depth++;
    } else if (isClosing(byte)) {
      depth--;
      if (depth === 0 && end === -1) end = index;
    } else if (byte === COMMA && depth === 1) commas.push(index);
  });
  return { start, end, commas };
}

function isBlank(bytes: Uint8Array, from: number, until: number): boolean {
  for (let index = from; index < until; index++) if (!SPACE.has(bytes[index])) return false;
  return true;
}

/** There is no text. */
export const NO_TEXT = 0;

/** FNV-1a over UTF-16 code units, 32 bits, signed; never `NO_TEXT`. It finds candidates: what it finds is compared. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash | 0 || 1;
}

import type { IncomingMessage } from 'node:http';

/** The first bytes of a body, as text. Ends with the body, its failure, or as soon as there are enough; the rest is not read. */
export async function readStart(body: IncomingMessage, bytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size >= bytes) break;
    }
  } catch {
    // The answer was in its status; a body that breaks off changes nothing.
  }
  body.destroy();
  return Buffer.concat(parts).subarray(0, bytes).toString('utf8');
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const LINES_AT_ONCE = 2_000;

/** Writes lines to a new file, each ended by a line feed, without holding all of them in memory. */
export async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' });
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    const text = waiting.map((line) => `${line}\n`).join('');
    waiting = [];
    if (!file.write(text)) await once(file, 'drain');
  };
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length >= LINES_AT_ONCE) await flush();
  }
  await flush();
  file.end();
  await once(file, 'close');
}

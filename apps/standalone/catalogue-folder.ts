import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invariant } from '#libs/kernel/index.js';

/** A file of the catalogue that comes with the product, found from the sources and from the build alike. */
export function catalogueFile(...path: readonly string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'catalogue', ...path))) {
    invariant(folder !== dirname(folder), `the product comes with catalogue/${path.join('/')}`);
    folder = dirname(folder);
  }
  return join(folder, 'catalogue', ...path);
}

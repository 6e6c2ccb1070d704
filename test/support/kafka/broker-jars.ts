import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const POM = fileURLToPath(new URL('pom.xml', import.meta.url));

/** Why no broker can be had here. */
export class NoBroker extends Error {
  override readonly name = 'NoBroker';
}

/**
 * Folder with the jars of the broker in pom.xml; Maven brings them once per user, outside the work tree.
 * @throws NoBroker without Java 17, or where Maven cannot bring them
 */
export function brokerJars(): string {
  requireJava();
  const version = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'token-ledger');
  const jars = join(cache, `kafka-${version}`);
  if (!existsSync(jars)) bringJars(cache, jars);
  return jars;
}

function requireJava(): void {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (error !== undefined || major < 17) throw new NoBroker('Java 17 or later is needed on the PATH');
}

/** Moved into place whole, so that a run cut short leaves no half of a broker behind. */
function bringJars(cache: string, jars: string): void {
  mkdirSync(cache, { recursive: true });
  const arriving = mkdtempSync(join(cache, 'arriving-'));
  const goals = ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${arriving}`];
  const { status, error, stdout, stderr } = spawnSync('mvn', goals, { encoding: 'utf8' });
  if (status !== 0) {
    rmSync(arriving, { recursive: true, force: true });
    throw new NoBroker(`Maven could not bring the broker: ${error?.message ?? stdout + stderr}`);
  }
  if (existsSync(jars)) rmSync(arriving, { recursive: true, force: true });
  else renameSync(arriving, jars);
}

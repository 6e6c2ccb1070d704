import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openReadSide } from '#apps/standalone/read-side.js';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { verifyFolder } from '#apps/standalone/audit/verify-folder.js';
import { ComparedRun } from '../../../test/simulation/compared-run.js';
import { EmbeddedProduct } from '../../../test/simulation/embedded-product.js';
import { soundly, stepsAfter } from '../../../test/simulation/sound-deeds.js';
import { RandomLife } from '../../../test/support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary-folder.js';

const STEPS = 250;

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

/** Every command there is, on six accounts that know each other; then the read models of all of it. */
async function live(seed: number): Promise<void> {
  const product = new EmbeddedProduct(folder.path);
  const run = new ComparedRun(product);
  const life = new RandomLife(seed, run.oracle, 6);
  await product.open(0);
  for (let done = 0; done < STEPS; done += 1) {
    const told = soundly(life.next(), run.oracle);
    if (told !== undefined) await run.step(told, stepsAfter);
  }
  await product.close();
  const ledger = await openEmbeddedLedger({ dataDir: folder.path });
  const readSide = await openReadSide(ledger, folder.path, 'inline');
  await readSide.progress.waitFor(await ledger.reader.head(), 20_000);
  await readSide.close();
  await ledger.close();
}

it.each([201, 202])('a ledger that has seen everything is found sound, in all its parts: seed %i', async (seed) => {
  await live(seed);
  const { verdict, parts } = await verifyFolder(folder.path, {});
  expect(parts.flatMap(({ faults, couldNot }) => [...faults, ...couldNot])).toEqual([]);
  expect(verdict).toBe('ok');
  expect(parts.at(-1)!.checked['debits']).toBeGreaterThan(20);
});

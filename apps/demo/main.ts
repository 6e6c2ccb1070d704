import 'reflect-metadata';
import { startStandalone, type Standalone } from '#apps/standalone/start-standalone.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import { loadConfig, type Config } from '#libs/platform/config/index.js';
import { freshFolder, type DataFolder } from './data-folder.js';
import { invitation } from './invitation.js';
import { readOptions, type DemoOptions } from './options.js';
import { runDemo } from './run-demo.js';

/** Weeks of usage are told at once: nothing expires or is sealed before all of it is in (rule 15). */
const SAMPLE_BACKLOG = 'demo:backlog';

const print = (text: string): void => void process.stdout.write(text);

function demoConfig(port: number, dataDir: string): Config {
  return loadConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  const options = readOptions(process.argv);
  const folder = await freshFolder(options.exit ? 'temporary' : 'kept');
  const watermarks = new SourceWatermarks();
  watermarks.register(SAMPLE_BACKLOG);
  const standalone = await startStandalone(demoConfig(options.exit ? 0 : options.port, folder.path), { watermarks });
  standalone.failed.catch(fail);
  const caughtUp = (): void => watermarks.forget(SAMPLE_BACKLOG);
  const adds = await tell({ ...standalone, caughtUp }, folder, options);
  print(`\n  The demo took ${((Date.now() - startedAt) / 1_000).toFixed(1)} s.\n`);
  if (options.exit) return end(standalone, folder, adds ? 0 : 1);
  print(invitation(standalone, folder.path));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(standalone, folder, 0));
}

function tell(
  { ledger, readSide, caughtUp }: Pick<Standalone, 'ledger' | 'readSide'> & { readonly caughtUp: () => void },
  { path }: DataFolder,
  { events, seed }: DemoOptions,
): Promise<boolean> {
  const { models, progress } = readSide;
  return runDemo({ ledger, views: models, progress, caughtUp, dataDir: path, print }, { events, seed });
}

async function end(standalone: Standalone, folder: DataFolder, code: number): Promise<never> {
  await standalone.close();
  await folder.discard();
  process.exit(code);
}

function fail(fault: unknown): never {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  const advice = code === 'EADDRINUSE' ? 'The port is taken; try: npm run demo -- --port 0\n' : '';
  process.stderr.write(`${advice}${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exit(1);
}

main().catch(fail);

import type { Command } from 'commander';
import type { Config } from '#libs/platform/config/index.js';

/** Options that every command takes. */
export interface CommonOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

export interface Where {
  readonly dataDir: string;
  readonly json: boolean;
}

export function where(options: CommonOptions, config: Config): Where {
  return { dataDir: options.dataDir ?? config.dataDir, json: options.json ?? false };
}

export function withCommonOptions(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'folder of the embedded stores (default: DATA_DIR, or ./data)')
    .option('--json', 'print one JSON object instead of a table');
}

export function print(text: string): void {
  process.stdout.write(text);
}

import 'reflect-metadata';
import { ConfigError, processConfig, type Config } from '#libs/platform/config/index.js';
import { KafkaUnreachable, UsageTopicError } from '#libs/platform/kafka/index.js';
import { LedgerLocked } from '#libs/platform/sqlite/journal/index.js';
import { startStandalone, type Standalone } from './start-standalone.js';

async function main(): Promise<void> {
  const config = processConfig();
  const standalone = await startStandalone(config);
  announce(standalone, config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(standalone, config, 0));
  standalone.failed.catch((fault: unknown) => {
    standalone.logger.fatal({ err: fault }, 'a part of the service ended by itself; stopping');
    void stop(standalone, config, 1);
  });
}

/** On stdout and nowhere else: logs are kept and shipped, a key must not be. */
function announce({ url, adminKey }: Standalone, { dataDir }: Config): void {
  const firstKey = adminKey === undefined ? '' : `First admin key, shown this once: ${adminKey}\n`;
  process.stdout.write(`${firstKey}Token Ledger listens on ${url} (docs at ${url}/docs), data in ${dataDir}\n`);
}

async function stop(standalone: Standalone, { shutdownTimeoutMs }: Config, code: number): Promise<never> {
  const deadline = setTimeout(() => {
    standalone.logger.fatal('the stop took too long; exiting');
    process.exit(1);
  }, shutdownTimeoutMs);
  deadline.unref();
  try {
    await standalone.close();
  } catch (fault) {
    standalone.logger.fatal({ err: fault }, 'the stop failed');
    process.exit(1);
  }
  process.exit(code);
}

const FOR_OPERATORS = [ConfigError, LedgerLocked, KafkaUnreachable, UsageTopicError];

/** What an operator can put right is a sentence; anything else comes with its stack. */
function reasonOf(fault: unknown): string {
  if (FOR_OPERATORS.some((kind) => fault instanceof kind)) return (fault as Error).message;
  return fault instanceof Error && fault.stack !== undefined ? fault.stack : String(fault);
}

main().catch((fault: unknown) => {
  process.stderr.write(`${reasonOf(fault)}\n`);
  process.exit(1);
});

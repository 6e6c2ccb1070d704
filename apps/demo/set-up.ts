import { catalogueFile } from '#apps/standalone/catalogue-folder.js';
import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { parseTariffFile, readTariffFile } from '#libs/catalog/adapters/file/tariff-file.js';
import type { PublishTariff } from '#libs/catalog/index.js';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { Instant } from '#libs/kernel/index.js';
import type { GivenCommand } from '#libs/ledger/index.js';
import type { SampleAccount } from './sample/accounts.js';
import { UNPRICED_MODEL } from './sample/models.js';

type Commands = Pick<EmbeddedLedger, 'accounts' | 'tariffs'>;

function origin(idempotencyKey: string): CommandOrigin {
  return { client: 'demo', idempotencyKey, receivedAt: Date.now() };
}

export async function publishCatalogue({ tariffs }: Commands, start: Instant): Promise<void> {
  await publish(tariffs, await readTariffFile(catalogueFile('tariffs', 'standard.json'), start), 'tariff-standard');
}

/** Prices the model nobody had priced, from before its first use (rule 30). */
export async function publishMissingRate({ tariffs }: Commands, start: Instant): Promise<void> {
  const addition = {
    book: 'standard',
    mode: 'addition',
    effectiveFrom: '-P60D',
    prices: [
      {
        target: UNPRICED_MODEL.model,
        tier: 'standard',
        per: 1,
        credits: { input: '0.6', cache_read: '0.12', output: '2.2', reasoning: '2.2' },
      },
    ],
  };
  await publish(tariffs, parseTariffFile(JSON.stringify(addition), 'addition', start), 'tariff-addition');
}

export async function openAccounts({ accounts }: Commands, sample: readonly SampleAccount[]): Promise<void> {
  await Promise.all(sample.map((one) => openAccount(accounts, one)));
}

/** One after the other within an account: a grant needs an open account, and grants without an id are numbered. */
async function openAccount(accounts: Commands['accounts'], { open, grants }: SampleAccount): Promise<void> {
  for (const [index, command] of [open, ...grants].entries()) {
    await execute(accounts, command, `${open.account}-${index}`);
  }
}

async function execute(accounts: Commands['accounts'], command: GivenCommand, key: string): Promise<void> {
  const answer = await accounts.execute(command, origin(key));
  if (answer.type === 'rejected') throw new Error(`${command.type} was rejected: ${answer.rejection.code}`);
}

async function publish(tariffs: Commands['tariffs'], command: PublishTariff, key: string): Promise<void> {
  const answer = await tariffs.publish(command, origin(key));
  if (answer.type === 'rejected') throw new Error(`the tariff was rejected: ${answer.rejection.code}`);
}

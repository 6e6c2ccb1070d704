import { Command, InvalidArgumentError } from 'commander';
import { startProgress } from '#apps/cli/terminal/progress.js';
import { inWords, shrink } from './shrink.js';
import { simulate } from './simulate.js';

const SHRINKING_MS = 60_000;

const program = new Command('npm run simulate --')
  .description(
    [
      'Lets a ledger live at random: commands of every kind, usage that is late, doubled or contradicted, clocks that jump,',
      'crashes and seals. After every step the product is compared with the oracle, an independent reading of the rules:',
      'grants, holds, overage, periods, invoices and subscriptions, and the trial balance from the events alone.',
      '',
      'The same seed and the same code give the same life. A disagreement is cut down to the steps it takes.',
    ].join('\n'),
  )
  .option('--seed <n>', 'chance starts from here; absent: from the clock', wholeNumber)
  .option('--steps <n>', 'how many steps', wholeNumber, 20_000)
  .option('--accounts <n>', 'how many accounts take part', wholeNumber, 10)
  .addHelpText(
    'after',
    [
      '',
      'Examples:',
      '  npm run simulate -- --seed 7 --steps 100000',
      '  npm run simulate -- --accounts 2           few accounts: each lives longer',
      '',
      'Exit codes: 0 product and oracle agree · 1 they do not (the shrunk steps are printed) · 2 wrong usage',
    ].join('\n'),
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const {
  seed = Date.now() % 1_000_000,
  steps,
  accounts,
} = program.opts<{
  seed?: number;
  steps: number;
  accounts: number;
}>();

console.log(`seed ${seed}, ${steps} steps, ${accounts} accounts`);
const progress = startProgress({ total: steps, label: 'steps', show: String });
const startedAt = Date.now();
const failure = await simulate({ seed, steps, accounts, onStep: progress.moveTo });
progress.stop();
const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
if (failure === undefined) {
  console.log(`product and oracle agree after every one of ${steps} steps (${seconds} s)`);
} else {
  console.log(`seed ${seed}: they disagree at step ${failure.steps.length}. Shrinking, a minute at most …\n`);
  console.log(inWords(await shrink(failure, Date.now() + SHRINKING_MS)));
  console.log(`\nAgain: npm run simulate -- --seed ${seed} --steps ${failure.steps.length} --accounts ${accounts}`);
  process.exitCode = 1;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number above zero is needed');
  return Number(text);
}

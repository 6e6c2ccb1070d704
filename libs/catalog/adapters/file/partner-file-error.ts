import type { TariffFileProblem } from './tariff-file-error.js';

/** A file that holds no partner contracts; names every fault, one to a line. */
export class PartnerFileError extends Error {
  override readonly name = 'PartnerFileError';

  constructor(
    readonly file: string,
    readonly problems: readonly TariffFileProblem[],
  ) {
    const faults = problems.map(({ pointer, sentence }) => `${pointer || '/'} ${sentence}`);
    super([`${file} is not a file of partner contracts:`, ...faults].join('\n  '));
  }
}

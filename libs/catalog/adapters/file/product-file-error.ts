import type { TariffFileProblem } from './tariff-file-error.js';

/** A file that holds no products; names every fault, one to a line. */
export class ProductFileError extends Error {
  override readonly name = 'ProductFileError';

  constructor(
    readonly file: string,
    readonly problems: readonly TariffFileProblem[],
  ) {
    const faults = problems.map(({ pointer, sentence }) => `${pointer || '/'} ${sentence}`);
    super([`${file} is not a file of products:`, ...faults].join('\n  '));
  }
}

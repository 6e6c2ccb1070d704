import type { ErrorObject } from 'ajv';

/** One fault of a file: where (JSON Pointer) and what should be there. */
export interface TariffFileProblem {
  readonly pointer: string;
  readonly sentence: string;
}

/** A file that is no tariff; names every fault, one to a line. */
export class TariffFileError extends Error {
  override readonly name = 'TariffFileError';

  constructor(
    readonly file: string,
    readonly problems: readonly TariffFileProblem[],
  ) {
    super(
      [`${file} is not a tariff:`, ...problems.map(({ pointer, sentence }) => `${pointer || '/'} ${sentence}`)].join(
        '\n  ',
      ),
    );
  }
}

/** A fault the schema found, in words. */
export function problemOf({ instancePath, keyword, params, message, parentSchema }: ErrorObject): TariffFileProblem {
  const facts = params as Facts;
  const expected = (parentSchema as { readonly description?: string } | undefined)?.description;
  switch (keyword) {
    case 'additionalProperties':
      return { pointer: `${instancePath}/${escaped(facts.additionalProperty)}`, sentence: 'is not known here' };
    case 'required':
      return { pointer: `${instancePath}/${escaped(facts.missingProperty)}`, sentence: 'is missing' };
    case 'enum':
      return { pointer: instancePath, sentence: `must be one of ${facts.allowedValues.join(', ')}` };
    default:
      return { pointer: instancePath, sentence: expected === undefined ? (message ?? keyword) : `must be ${expected}` };
  }
}

/** What the validator tells about a fault; which of them depends on the keyword. */
interface Facts {
  readonly additionalProperty: string;
  readonly missingProperty: string;
  readonly allowedValues: readonly string[];
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

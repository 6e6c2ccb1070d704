import { PARTNER_CONTRACT_PROBLEMS, PRODUCT_PROBLEMS, TARIFF_PROBLEMS } from '#libs/catalog/adapters/http/index.js';
import { ACCOUNT_PROBLEMS } from '#libs/ledger/adapters/http/index.js';
import { REFUSAL_CODES } from '#libs/metering/index.js';
import { CORRECTION_PROBLEMS, HOLD_REASON_MEANINGS, RESERVATION_PROBLEMS } from '#libs/pipeline/adapters/http/index.js';
import { SALE_PROBLEMS } from '#libs/selling/adapters/http/index.js';
import { EDGE_PROBLEMS, type ProblemKind } from '#libs/platform/http/index.js';

/** docs/reference/errors.md: every code anyone can meet, from the tables the code answers with. */
export function errorReference(): string {
  return [
    '# Errors',
    '',
    'Over HTTP every refusal is a problem (RFC 9457): `type` is `urn:tokenledger:problem:<code>`, `code` is stable, `detail`',
    'says what to do, `pointer` names the offending member. The facts of a code are members beside it.',
    '',
    ...section('Requests', 'What is wrong with a request, whatever it asks for.', problems(EDGE_PROBLEMS)),
    ...section('Account commands', 'The rule a command broke. Nothing was recorded.', problems(ACCOUNT_PROBLEMS)),
    ...section(
      'Reservations',
      'Besides the rules of the account. Nothing was recorded, nothing is held.',
      problems(RESERVATION_PROBLEMS),
    ),
    ...section('Corrections', 'Besides the rules of the account. Nothing was recorded.', problems(CORRECTION_PROBLEMS)),
    ...section('Tariff publication', 'The rule a publication broke. Nothing was recorded.', problems(TARIFF_PROBLEMS)),
    ...section('Sales', 'Besides the rules of the account. Nothing was recorded.', problems(SALE_PROBLEMS)),
    ...section(
      'Product publication',
      'The rule a publication broke. Nothing was recorded.',
      problems(PRODUCT_PROBLEMS),
    ),
    ...section(
      'Partner contract publication',
      'The rule a publication broke. Nothing was recorded.',
      problems(PARTNER_CONTRACT_PROBLEMS),
    ),
    ...section(
      'Refused usage',
      'Why an event can never be charged as it is: 422 over HTTP, kept with its bytes however it came. Its key is not used up.',
      meanings(REFUSAL_CODES),
    ),
    ...section(
      'Held usage',
      'Why a well-formed event is not charged yet: 202 over HTTP. Its key is not used up.',
      meanings(HOLD_REASON_MEANINGS),
    ),
  ].join('\n');
}

function section(title: string, about: string, table: readonly string[]): readonly string[] {
  return [`## ${title}`, '', about, '', ...table, ''];
}

function problems(table: Readonly<Record<string, ProblemKind>>): readonly string[] {
  const rows = Object.entries(table).map(
    ([code, { status, title, advice }]) => `| \`${code}\` | ${status} | ${title} | ${advice} |`,
  );
  return ['| code | status | meaning | what to do |', '| --- | --- | --- | --- |', ...rows];
}

function meanings(table: Readonly<Record<string, string>>): readonly string[] {
  const rows = Object.entries(table).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ['| code | meaning |', '| --- | --- |', ...rows];
}

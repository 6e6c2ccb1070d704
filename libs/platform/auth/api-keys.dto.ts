import { ChoiceField, IdField, PatternField, ShownField, TextField } from '../http/index.js';
import { SCOPES, type Scope } from './scopes.js';

/** Cannot be changed afterwards; make another key instead. */
export class CreateApiKeyDto {
  @TextField({ description: 'For people: which system uses the key.', maxLength: 100, example: 'gateway eu-1' })
  readonly name!: string;

  @ChoiceField({
    description: 'What the key may do.',
    of: SCOPES,
    listOf: SCOPES.length,
    nonEmpty: true,
    example: ['gateway'],
  })
  readonly scopes!: readonly Scope[];

  @PatternField({
    description: 'With the gateway scope: values of CloudEvents `source` it may use, exact or a prefix ending in `*`.',
    pattern: /^[\x21-\x29\x2b-\x7e]{0,255}\*?$/,
    expected: 'printable ASCII without spaces, with no `*` but at the end',
    listOf: 100,
    optional: true,
    example: ['/gateways/eu-1/*'],
  })
  readonly sources?: readonly string[];

  @IdField({ description: 'With the subscriber scope: the account the key is bound to.', optional: true })
  readonly account?: string;
}

export class ApiKeyDto {
  @ShownField({ description: 'Id of the client; stays when the key is rotated.', example: '9f86d081884c7d65' })
  readonly id!: string;

  @ShownField({ description: 'As given when the key was made.' })
  readonly name!: string;

  @ShownField({ description: 'What the key may do.', enum: SCOPES, isArray: true })
  readonly scopes!: readonly Scope[];

  @ShownField({ description: 'Sources a gateway may use.', type: [String] })
  readonly sources!: readonly string[];

  @ShownField({ description: 'The account a subscriber is bound to.', type: String, nullable: true })
  readonly account!: string | null;

  @ShownField({ description: 'When the key was made.', format: 'date-time' })
  readonly createdAt!: string;

  @ShownField({ description: 'When its secret was last replaced.', type: String, format: 'date-time', nullable: true })
  readonly rotatedAt!: string | null;
}

export class IssuedApiKeyDto extends ApiKeyDto {
  @ShownField({ description: 'The key itself: `tl_<id>_<secret>`. Shown this once.' })
  readonly apiKey!: string;
}

export class ApiKeyListDto {
  @ShownField({ description: 'Oldest first.', type: [ApiKeyDto] })
  readonly items!: readonly ApiKeyDto[];
}

export {
  AccountBalanceDto,
  AccountCommandAnswerDto,
  AccountEffectDto,
  CommandAnswerDto,
} from './command-answer.dto.js';
export { AccountParams } from './account.params.js';
export { ifPresent, validator, type FieldOptions } from './field.js';
export { InstantField, instantOf } from './instant-fields.js';
export { CreditsField, FlagField, FlagParam, IntegerField, IntegerParam } from './number-fields.js';
export { ObjectField } from './object-fields.js';
export { PAGE_LIMIT_DEFAULT, PageQuery } from './page.dto.js';
export { ChoiceField, IdField, MinorUnitsField, PatternField, TextField } from './text-fields.js';
export { ShownCredits, ShownField, ShownInstant } from './shown-field.js';

import { AccountCommandAnswerDto, ShownField } from '#libs/platform/http/index.js';

export class GrantAnswerDto extends AccountCommandAnswerDto {
  @ShownField({ description: 'Id of the grant.', example: '~1' })
  readonly grant!: string;
}

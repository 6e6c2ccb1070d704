import { AccountParams, CreditsField, IdField } from '#libs/platform/http/index.js';

export class MemberParams extends AccountParams {
  @IdField({ description: 'Id of the member.', example: 'm-7' })
  readonly member!: string;
}

export class MemberLimitDto {
  @CreditsField({
    description: 'May use so much in a billing period before reservations are refused (rule 26); absent: no limit.',
    min: 0n,
    optional: true,
    example: '5000000000',
  })
  readonly limitMicro?: string;
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { viewJson } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { Verification } from '../../verifications.js';
import { GetVerification } from './audit.queries.js';
import { CancelVerification, StartVerification } from './verification.commands.js';
import { StartVerificationDto, VerificationDto, VerificationParams } from './verification.dto.js';

@ApiTags('audit')
@Controller('v1/audit/verifications')
export class VerificationsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @HttpCode(202)
  @Requires('auditor')
  @ApiOperation({
    summary: 'Verify the whole ledger in the background: its chain, its accounts, every read model, every price',
  })
  @ApiAcceptedResponse({ type: VerificationDto })
  async start(@Body() { only, against }: StartVerificationDto): Promise<VerificationDto> {
    const answer = await this.commands.execute(new StartVerification({ only, against }));
    if (answer.type === 'running') throw edgeProblem('verification_running', { facts: { id: answer.id } });
    return verificationView(answer.verification);
  }

  @Get(':id')
  @Requires('auditor')
  @ApiOperation({ summary: 'Read how far a verification is, and its report' })
  @ApiOkResponse({ type: VerificationDto })
  async verification(@Param() { id }: VerificationParams): Promise<VerificationDto> {
    return known(await this.queries.execute(new GetVerification(id)));
  }

  @Delete(':id')
  @HttpCode(202)
  @Requires('auditor')
  @ApiOperation({ summary: 'Cancel a verification: it ends soon, with a report that says so' })
  @ApiAcceptedResponse({ type: VerificationDto })
  async cancel(@Param() { id }: VerificationParams): Promise<VerificationDto> {
    return known(await this.commands.execute(new CancelVerification(id)));
  }
}

function known(verification: Verification | undefined): VerificationDto {
  if (verification === undefined) throw edgeProblem('verification_unknown');
  return verificationView(verification);
}

/** `checked` counts by free words, which are no names of instants. */
function verificationView(verification: Verification): VerificationDto {
  return viewJson(verification);
}

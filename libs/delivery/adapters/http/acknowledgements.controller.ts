import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatInstant, invariant } from '#libs/kernel/index.js';
import { CurrentPrincipal, Requires, type Principal } from '#libs/platform/auth/index.js';
import { decodeCursor, edgeProblem, encodeCursor, type ProblemException } from '#libs/platform/http/index.js';
import {
  CursorInvalid,
  sealedLinesCursor,
  sealedLinesCursorText,
  type SealedLinesCursor,
} from '#libs/projections/contract.js';
import { AcknowledgeLinesDto, AcknowledgementDto, AcknowledgementListDto } from './acknowledgements.dto.js';
import {
  AcknowledgeInvoiceLines,
  GetAcknowledgements,
  type AcknowledgementAnswer,
  type OutstandingOfClient,
} from './acknowledgements.queries.js';

@ApiTags('invoices')
@Controller('v1/invoice-lines/acknowledgements')
export class AcknowledgementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('billing')
  @ApiOperation({
    summary: 'Acknowledge sealed invoice lines up to a cursor; told again it changes nothing, back only with `force`',
  })
  @ApiOkResponse({ type: AcknowledgementDto })
  async acknowledgeInvoiceLines(
    @CurrentPrincipal() { client }: Principal,
    @Body() { cursor, force = false }: AcknowledgeLinesDto,
  ): Promise<AcknowledgementDto> {
    const answer = await this.commands.execute(new AcknowledgeInvoiceLines(client, placeOf(cursor), force));
    if (answer.type !== 'acknowledged') throw refusal(answer);
    const [outstanding] = await this.queries.execute(new GetAcknowledgements(client));
    invariant(outstanding !== undefined, 'what was acknowledged is kept');
    return asDto(outstanding);
  }

  @Get()
  @Requires('billing', 'operator', 'auditor')
  @ApiOperation({ summary: 'List what each API client has acknowledged of the sealed invoice lines, and what is left' })
  @ApiOkResponse({ type: AcknowledgementListDto })
  async listAcknowledgements(): Promise<AcknowledgementListDto> {
    return { items: (await this.queries.execute(new GetAcknowledgements())).map(asDto) };
  }
}

function refusal(answer: Exclude<AcknowledgementAnswer, { readonly type: 'acknowledged' }>): ProblemException {
  const pointer = '/cursor';
  if (answer.type === 'behind') {
    return edgeProblem('acknowledgement_behind', {
      pointer,
      facts: { acknowledged: textOf(answer.acknowledgement.cursor) },
    });
  }
  if (answer.type === 'beyond_ledger') {
    return edgeProblem('position_unknown', { pointer, facts: { head: answer.position } });
  }
  const facts = { retriable: true, position: answer.position };
  return edgeProblem('not_caught_up', { facts, headers: { 'retry-after': '1' } });
}

function placeOf(cursor: string): SealedLinesCursor {
  try {
    return sealedLinesCursor(decodeCursor(cursor));
  } catch (error) {
    throw error instanceof CursorInvalid ? edgeProblem('cursor_invalid', { pointer: '/cursor' }) : error;
  }
}

function textOf(cursor: SealedLinesCursor): string {
  return encodeCursor(sealedLinesCursorText(cursor));
}

function asDto({ client, cursor, acknowledgedAt, outstandingPeriods }: OutstandingOfClient): AcknowledgementDto {
  return {
    client,
    cursor: textOf(cursor),
    position: cursor.position,
    acknowledgedAt: formatInstant(acknowledgedAt),
    outstandingPeriods,
  };
}

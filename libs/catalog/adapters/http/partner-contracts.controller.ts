import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { decodeCursor, edgeProblem, encodeCursor, PAGE_LIMIT_DEFAULT } from '#libs/platform/http/index.js';
import { contractInEffect } from '../../contract.js';
import { partnerContractProblem } from './partner-contract-problems.js';
import {
  PartnerContractPageDto,
  PartnerContractsQuery,
  PartnerContractVersionsDto,
  PartnerParams,
  PublishedPartnerContractDto,
  PublishPartnerContractDto,
} from './partner-contracts.dto.js';
import {
  GetPartnerContract,
  ListPartnerContracts,
  PublishPartnerContractCommand,
} from './partner-contracts.handlers.js';
import { partnerContractView, publishPartnerContract } from './partner-contracts.mapping.js';

/** What partners are paid is nobody's affair but the carrier's: no gateway and no subscriber reads it. */
@ApiTags('settlement')
@Controller('v1/partner-contracts')
export class PartnerContractsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: "Publish the next version of a partner's contract; it cannot be changed afterwards" })
  @ApiCreatedResponse({ type: PublishedPartnerContractDto })
  async publishPartnerContract(
    @Body() input: PublishPartnerContractDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PublishedPartnerContractDto> {
    const answer = await this.commands.execute(
      new PublishPartnerContractCommand(publishPartnerContract(input), origin),
    );
    if (answer.type === 'rejected') throw partnerContractProblem(answer.rejection, answer.replayed);
    const { event, position, replayed } = answer;
    return { ...partnerContractView(event.data), position, replayed };
  }

  @Get()
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'List the contracts with partners' })
  @ApiOkResponse({ type: PartnerContractPageDto })
  async listPartnerContracts(
    @Query() { cursor, limit = PAGE_LIMIT_DEFAULT }: PartnerContractsQuery,
  ): Promise<PartnerContractPageDto> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const { histories, next } = await this.queries.execute(new ListPartnerContracts(after, limit));
    return {
      contracts: histories.flatMap(({ versions }) => versions.slice(-1)).map(partnerContractView),
      next: next === null ? null : encodeCursor(next),
    };
  }

  @Get(':partner')
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: "Read a partner's contract: the version in effect, and all there were" })
  @ApiOkResponse({ type: PartnerContractVersionsDto })
  async readPartnerContract(@Param() { partner }: PartnerParams): Promise<PartnerContractVersionsDto> {
    const history = await this.queries.execute(new GetPartnerContract(partner));
    if (history.versions.length === 0) throw edgeProblem('partner_unknown', { facts: { partner } });
    const current = contractInEffect(history, Date.now());
    return {
      ...(current === undefined ? {} : { current: partnerContractView(current) }),
      versions: history.versions.map(partnerContractView),
    };
  }
}

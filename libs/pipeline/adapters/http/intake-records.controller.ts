import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import { HeldEventDto, HeldPageDto, OriginalDto, RejectedEventDto, RejectedPageDto } from './intake-records.dto.js';
import { HeldParams, HeldQuery, RejectedParams, RejectedQuery } from './intake-records.filters.dto.js';
import { GetHeld, GetOriginal, GetRejected, ListHeld, ListRejected } from './intake-records.queries.js';
import {
  heldEventView,
  heldFilter,
  heldView,
  nextCursor,
  pageRequest,
  rejectedEventView,
  rejectedFilter,
  rejectedView,
} from './intake-records.view.js';

@ApiTags('intake')
@Controller('v1')
export class IntakeRecordsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('rejected')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'List rejected events, with the reason of each' })
  @ApiOkResponse({ type: RejectedPageDto })
  async rejected(@Query() query: RejectedQuery): Promise<RejectedPageDto> {
    const page = pageRequest(query);
    const rows = await this.queries.execute(new ListRejected(rejectedFilter(query), page));
    return { items: rows.map(rejectedView), next: nextCursor(rows, page) };
  }

  @Get('rejected/:id')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'One rejected event, with what its reason means and what would mend it' })
  @ApiOkResponse({ type: RejectedEventDto })
  async oneRejected(@Param() { id }: RejectedParams): Promise<RejectedEventDto> {
    const row = await this.queries.execute(new GetRejected(id));
    if (row === undefined) throw edgeProblem('rejected_unknown');
    return rejectedEventView(row);
  }

  @Get('rejected/:id/original')
  @Requires('operator')
  @ApiOperation({
    summary: 'Read a rejected event as it came; erased after 30 days, or once a replay mended it (rule 38)',
  })
  @ApiOkResponse({ type: OriginalDto })
  async original(@Param() { id }: RejectedParams): Promise<OriginalDto> {
    const original = await this.queries.execute(new GetOriginal('rejected', id));
    if (original === undefined) throw edgeProblem('rejected_unknown');
    return originalView(original);
  }

  @Get('held')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'List held events; they are charged by themselves once they can be' })
  @ApiOkResponse({ type: HeldPageDto })
  async held(@Query() query: HeldQuery): Promise<HeldPageDto> {
    const page = pageRequest(query);
    const rows = await this.queries.execute(new ListHeld(heldFilter(query), page));
    return { items: rows.map(heldView), next: nextCursor(rows, page) };
  }

  @Get('held/:id')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'One held event, with what it waits for and what would mend it' })
  @ApiOkResponse({ type: HeldEventDto })
  async oneHeld(@Param() { id }: HeldParams): Promise<HeldEventDto> {
    const row = await this.queries.execute(new GetHeld(id));
    if (row === undefined) throw edgeProblem('held_unknown');
    return heldEventView(row);
  }

  @Get('held/:id/original')
  @Requires('operator')
  @ApiOperation({ summary: 'Read a held event as it came; erased after 30 days, or on release (rule 38)' })
  @ApiOkResponse({ type: OriginalDto })
  async heldOriginal(@Param() { id }: HeldParams): Promise<OriginalDto> {
    const original = await this.queries.execute(new GetOriginal('held', id));
    if (original === undefined) throw edgeProblem('held_unknown');
    return originalView(original);
  }
}

/** @throws ProblemException `original_erased` */
function originalView(original: OriginalRecord | null): OriginalDto {
  if (original === null) throw edgeProblem('original_erased');
  const { headers, bytes } = original;
  return { headers, bytes: bytes === null ? null : Buffer.from(bytes).toString('base64') };
}

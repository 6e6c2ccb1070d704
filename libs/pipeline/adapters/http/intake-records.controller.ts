import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatInstant } from '#libs/kernel/index.js';
import type { HeldFilter, HeldRow, PageRequest, RefusedRow } from '#libs/journal/ports/intake-records.port.js';
import { Requires } from '#libs/platform/auth/index.js';
import {
  decodeNumberCursor,
  edgeProblem,
  encodeCursor,
  PAGE_LIMIT_DEFAULT,
  PageQuery,
} from '#libs/platform/http/index.js';
import {
  HeldPageDto,
  HeldQuery,
  OriginalDto,
  RejectedPageDto,
  RejectedParams,
  SourceListDto,
  SourceOutcomesDto,
  SourceOutcomesQuery,
  type HeldRowDto,
  type RejectedRowDto,
} from './intake-records.dto.js';
import { CountOutcomes, GetRejectedOriginal, ListHeld, ListRejected, ListSources } from './intake-records.queries.js';

@ApiTags('intake')
@Controller('v1')
export class IntakeRecordsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('rejected')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'List rejected events, with the reason of each' })
  @ApiOkResponse({ type: RejectedPageDto })
  async rejected(@Query() query: PageQuery): Promise<RejectedPageDto> {
    const page = pageRequest(query);
    const rows = await this.queries.execute(new ListRejected(page));
    return { items: rows.map(rejectedView), next: nextCursor(rows, page) };
  }

  @Get('rejected/:id/original')
  @Requires('operator')
  @ApiOperation({ summary: 'Read a rejected event as it came; erased after 30 days (rule 38)' })
  @ApiOkResponse({ type: OriginalDto })
  async original(@Param() { id }: RejectedParams): Promise<OriginalDto> {
    const original = await this.queries.execute(new GetRejectedOriginal(id));
    if (original === undefined) throw edgeProblem('rejected_unknown');
    if (original === null) throw edgeProblem('original_erased');
    const { headers, bytes } = original;
    return { headers, bytes: bytes === null ? null : Buffer.from(bytes).toString('base64') };
  }

  @Get('held')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'List held events; they are charged by themselves once they can be' })
  @ApiOkResponse({ type: HeldPageDto })
  async held(@Query() { account, reason, waiting, ...query }: HeldQuery): Promise<HeldPageDto> {
    const page = pageRequest(query);
    const filter: HeldFilter = {
      ...(account === undefined ? {} : { account }),
      ...(reason === undefined ? {} : { reason }),
      ...(waiting === undefined ? {} : { waiting }),
    };
    const rows = await this.queries.execute(new ListHeld(filter, page));
    return { items: rows.map(heldView), next: nextCursor(rows, page) };
  }

  @Get('sources')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'What was received from each source and what became of it (rule 37)' })
  @ApiOkResponse({ type: SourceListDto })
  async sources(): Promise<SourceListDto> {
    return { items: await this.queries.execute(new ListSources()) };
  }

  @Get('sources/outcomes')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'The same for a range of offsets of one source' })
  @ApiOkResponse({ type: SourceOutcomesDto })
  async outcomes(@Query() { source, from, until }: SourceOutcomesQuery): Promise<SourceOutcomesDto> {
    const counts = await this.queries.execute(new CountOutcomes(source, from, until));
    const received = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { source, received, counts };
  }
}

function pageRequest({ cursor, limit = PAGE_LIMIT_DEFAULT }: PageQuery): PageRequest {
  return { after: decodeNumberCursor(cursor, 0), limit };
}

/** A full page may have another behind it. */
function nextCursor(rows: readonly { readonly id: number }[], { limit }: PageRequest): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : encodeCursor(last.id);
}

function rejectedView(row: RefusedRow): RejectedRowDto {
  return { ...row, receivedAt: formatInstant(row.receivedAt) };
}

function heldView(row: HeldRow): HeldRowDto {
  return {
    ...row,
    receivedAt: formatInstant(row.receivedAt),
    releasedAt: row.releasedAt === null ? null : formatInstant(row.releasedAt),
  };
}

import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import { SourceOutcomesQuery, SourceProofQuery } from './intake-records.filters.dto.js';
import { CountOutcomes, ListSources, ProveSources } from './intake-records.queries.js';
import { SourceListDto, SourceOutcomesDto, SourceProofListDto } from './intake-records.sources.dto.js';

/** Rule 37, as totals, for any range, and proved. */
@ApiTags('intake')
@Controller('v1/sources')
export class IntakeSourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'What was received from each source and what became of it (rule 37)' })
  @ApiOkResponse({ type: SourceListDto })
  async sources(): Promise<SourceListDto> {
    return { items: await this.queries.execute(new ListSources()) };
  }

  @Get('outcomes')
  @Requires('operator', 'auditor')
  @ApiOperation({ summary: 'The same for a range of offsets of one source' })
  @ApiOkResponse({ type: SourceOutcomesDto })
  async outcomes(@Query() { source, from, until }: SourceOutcomesQuery): Promise<SourceOutcomesDto> {
    const counts = await this.queries.execute(new CountOutcomes(source, from, until));
    const received = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { source, received, counts };
  }

  @Get('proof')
  @Requires('operator', 'auditor')
  @ApiOperation({
    summary: 'Prove rule 37 for each source: every offset that was read has one first outcome',
    description:
      'Counted from every outcome that was ever stored, per incarnation of a topic partition, and compared with ' +
      'everything kept beside: the longer the history, the longer it takes. The intake goes on meanwhile.',
  })
  @ApiOkResponse({ type: SourceProofListDto })
  async proof(@Query() { source }: SourceProofQuery): Promise<SourceProofListDto> {
    const items = await this.queries.execute(new ProveSources(source));
    // A name that was mistyped has nothing that could fail to hold.
    if (source !== undefined && items.length === 0) throw edgeProblem('source_unknown', { facts: { source } });
    return { holds: items.every(({ holds }) => holds), items };
  }
}

import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import type {
  HeldFilter,
  HeldRow,
  IntakeRecordsPort,
  OutcomeCounts,
  PageRequest,
  RefusedRow,
  SourceTotals,
} from '#libs/journal/ports/intake-records.port.js';

/** Token of the IntakeRecordsPort. */
export const INTAKE_RECORDS = Symbol('IntakeRecordsPort');

export class ListRejected extends Query<readonly RefusedRow[]> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListRejected)
export class ListRejectedHandler implements IQueryHandler<ListRejected> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ page }: ListRejected): Promise<readonly RefusedRow[]> {
    return this.records.refused(page);
  }
}

export class GetRejectedOriginal extends Query<OriginalRecord | null | undefined> {
  constructor(readonly id: number) {
    super();
  }
}

@QueryHandler(GetRejectedOriginal)
export class GetRejectedOriginalHandler implements IQueryHandler<GetRejectedOriginal> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ id }: GetRejectedOriginal): Promise<OriginalRecord | null | undefined> {
    return this.records.refusedOriginal(id);
  }
}

export class ListHeld extends Query<readonly HeldRow[]> {
  constructor(
    readonly filter: HeldFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListHeld)
export class ListHeldHandler implements IQueryHandler<ListHeld> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ filter, page }: ListHeld): Promise<readonly HeldRow[]> {
    return this.records.held(filter, page);
  }
}

export class ListSources extends Query<readonly SourceTotals[]> {}

@QueryHandler(ListSources)
export class ListSourcesHandler implements IQueryHandler<ListSources> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute(): Promise<readonly SourceTotals[]> {
    return this.records.totals();
  }
}

export class CountOutcomes extends Query<OutcomeCounts> {
  constructor(
    readonly source: string,
    readonly from: number,
    readonly until: number,
  ) {
    super();
  }
}

@QueryHandler(CountOutcomes)
export class CountOutcomesHandler implements IQueryHandler<CountOutcomes> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ source, from, until }: CountOutcomes): Promise<OutcomeCounts> {
    return this.records.outcomes(source, from, until);
  }
}

export const INTAKE_QUERY_HANDLERS = [
  ListRejectedHandler,
  GetRejectedOriginalHandler,
  ListHeldHandler,
  ListSourcesHandler,
  CountOutcomesHandler,
];

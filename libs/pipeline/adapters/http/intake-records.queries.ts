import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import type {
  HeldFilter,
  HeldRow,
  IntakeRecordsPort,
  OutcomeCounts,
  PageRequest,
  RefusedFilter,
  RefusedRow,
  SourceTotals,
} from '#libs/journal/ports/intake-records.port.js';
import type { SourceProof, SourceProofsPort } from '#libs/journal/ports/source-proofs.port.js';

/** Token of the IntakeRecordsPort. */
export const INTAKE_RECORDS = Symbol('IntakeRecordsPort');
/** Token of the SourceProofsPort. */
export const SOURCE_PROOFS = Symbol('SourceProofsPort');

export class ListRejected extends Query<readonly RefusedRow[]> {
  constructor(
    readonly filter: RefusedFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListRejected)
export class ListRejectedHandler implements IQueryHandler<ListRejected> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ filter, page }: ListRejected): Promise<readonly RefusedRow[]> {
    return this.records.refused(filter, page);
  }
}

export class GetRejected extends Query<RefusedRow | undefined> {
  constructor(readonly id: number) {
    super();
  }
}

@QueryHandler(GetRejected)
export class GetRejectedHandler implements IQueryHandler<GetRejected> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ id }: GetRejected): Promise<RefusedRow | undefined> {
    return this.records.refusedById(id);
  }
}

export class GetHeld extends Query<HeldRow | undefined> {
  constructor(readonly id: number) {
    super();
  }
}

@QueryHandler(GetHeld)
export class GetHeldHandler implements IQueryHandler<GetHeld> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ id }: GetHeld): Promise<HeldRow | undefined> {
    return this.records.heldById(id);
  }
}

export class GetOriginal extends Query<OriginalRecord | null | undefined> {
  constructor(
    readonly owner: 'rejected' | 'held',
    readonly id: number,
  ) {
    super();
  }
}

@QueryHandler(GetOriginal)
export class GetOriginalHandler implements IQueryHandler<GetOriginal> {
  constructor(@Inject(INTAKE_RECORDS) private readonly records: IntakeRecordsPort) {}

  execute({ owner, id }: GetOriginal): Promise<OriginalRecord | null | undefined> {
    return owner === 'rejected' ? this.records.refusedOriginal(id) : this.records.heldOriginal(id);
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

export class ProveSources extends Query<readonly SourceProof[]> {
  /** @param source this one only */
  constructor(readonly source: string | undefined) {
    super();
  }
}

@QueryHandler(ProveSources)
export class ProveSourcesHandler implements IQueryHandler<ProveSources> {
  constructor(@Inject(SOURCE_PROOFS) private readonly proofs: SourceProofsPort) {}

  async execute({ source }: ProveSources): Promise<readonly SourceProof[]> {
    const found: SourceProof[] = [];
    for await (const proof of this.proofs.prove(source === undefined ? {} : { source })) found.push(proof);
    return found;
  }
}

export const INTAKE_QUERY_HANDLERS = [
  ListRejectedHandler,
  GetRejectedHandler,
  GetOriginalHandler,
  ListHeldHandler,
  GetHeldHandler,
  ListSourcesHandler,
  CountOutcomesHandler,
  ProveSourcesHandler,
];

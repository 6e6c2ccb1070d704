import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Settlement, SettlementMonth, Settlements } from '../../contract.js';

/** Token of the Settlements port. */
export const SETTLEMENTS = Symbol('Settlements');

export class GetSettlement extends Query<Settlement> {
  constructor(readonly month: SettlementMonth) {
    super();
  }
}

@QueryHandler(GetSettlement)
export class GetSettlementHandler implements IQueryHandler<GetSettlement> {
  constructor(@Inject(SETTLEMENTS) private readonly settlements: Settlements) {}

  execute({ month }: GetSettlement): Promise<Settlement> {
    return this.settlements.settlement(month);
  }
}

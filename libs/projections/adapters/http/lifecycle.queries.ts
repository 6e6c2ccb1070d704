import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import type { Lifecycle, ReadModels } from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

export class GetLifecycle extends Query<Lifecycle | undefined> {
  constructor(readonly account: AccountId) {
    super();
  }
}

@QueryHandler(GetLifecycle)
export class GetLifecycleHandler implements IQueryHandler<GetLifecycle> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account }: GetLifecycle): Promise<Lifecycle | undefined> {
    return this.models.lifecycles.ofAccount(account);
  }
}

export class GetLedgerLifecycle extends Query<Lifecycle> {}

@QueryHandler(GetLedgerLifecycle)
export class GetLedgerLifecycleHandler implements IQueryHandler<GetLedgerLifecycle> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute(): Promise<Lifecycle> {
    return this.models.lifecycles.ofLedger();
  }
}

export const LIFECYCLE_HANDLERS = [GetLifecycleHandler, GetLedgerLifecycleHandler];

import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { TariffTrial, TariffTrials, TrialAnswer } from '../../application/tariff-trials.js';

/** Token of the TariffTrials port. */
export const TARIFF_TRIALS = Symbol('TariffTrials');

/** A trial records nothing, so it is a query, however much it is given. */
export class TryTariff extends Query<TrialAnswer> {
  constructor(readonly trial: TariffTrial) {
    super();
  }
}

@QueryHandler(TryTariff)
export class TryTariffHandler implements IQueryHandler<TryTariff> {
  constructor(@Inject(TARIFF_TRIALS) private readonly trials: TariffTrials) {}

  execute({ trial }: TryTariff): Promise<TrialAnswer> {
    return this.trials.try(trial);
  }
}

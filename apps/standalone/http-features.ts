import type { Provider, Type } from '@nestjs/common';
import * as catalog from '#libs/catalog/adapters/http/index.js';
import * as ledger from '#libs/ledger/adapters/http/index.js';
import * as account from '#libs/ledger/application/handlers/index.js';
import * as pipeline from '#libs/pipeline/adapters/http/index.js';
import { ApiClients, ApiKeysController } from '#libs/platform/auth/index.js';
import { HEALTH_CHECKS, HealthController } from '#libs/platform/health/index.js';
import { LOGGER } from '#libs/platform/logging/index.js';
import { Metrics, metricsController } from '#libs/platform/metrics/index.js';
import * as projections from '#libs/projections/adapters/http/index.js';
import * as selling from '#libs/selling/adapters/http/index.js';
import { createProductComparisons } from '#libs/selling/index.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { HttpAppParts } from './http-app-parts.js';
import type { ReadSide } from './read-side.js';

/** Routes that belong together, with who answers them and what that stands on. */
export interface HttpFeature {
  readonly controllers: readonly Type<unknown>[];
  readonly providers: readonly Provider[];
}

export function httpFeatures(parts: HttpAppParts): readonly HttpFeature[] {
  const { ledger: embedded, readSide } = parts;
  return [
    accountFeature(embedded),
    usageFeature(embedded),
    catalogueFeature(embedded),
    sellingFeature(parts),
    readModelFeature(embedded, readSide),
    operatingFeature(parts),
  ];
}

function accountFeature({ accounts, transfers }: EmbeddedLedger): HttpFeature {
  return {
    controllers: [
      ledger.AccountCommandsController,
      ledger.MemberCommandsController,
      ledger.GrantCommandsController,
      ledger.MoneyBackController,
      ledger.TransfersController,
    ],
    providers: [
      account.AccountClientCommandHandler,
      account.SendTransferHandler,
      { provide: account.ACCOUNT_COMMANDS, useValue: accounts },
      { provide: account.TRANSFER_COMMANDS, useValue: transfers },
    ],
  };
}

function usageFeature({ intake, intakeRecords, reader, reservations, corrections }: EmbeddedLedger): HttpFeature {
  return {
    controllers: [
      pipeline.UsageController,
      pipeline.ReservationsController,
      pipeline.CorrectionsController,
      pipeline.IntakeRecordsController,
    ],
    providers: [
      pipeline.SubmitUsageHandler,
      ...pipeline.RESERVATION_HANDLERS,
      ...pipeline.CORRECTION_HANDLERS,
      ...pipeline.INTAKE_QUERY_HANDLERS,
      { provide: pipeline.ACCOUNT_RULE_PROBLEMS, useValue: ledger.ACCOUNT_PROBLEMS },
      { provide: pipeline.RESERVATION_COMMANDS, useValue: reservations },
      { provide: pipeline.CORRECTION_COMMANDS, useValue: corrections },
      { provide: pipeline.USAGE_INTAKE, useValue: intake },
      { provide: pipeline.USAGE_JOURNAL, useValue: reader },
      { provide: pipeline.INTAKE_RECORDS, useValue: intakeRecords },
    ],
  };
}

function catalogueFeature({ tariffs, products, tariffTrials, streamDirectory, reader }: EmbeddedLedger): HttpFeature {
  return {
    controllers: [catalog.TariffsController, catalog.TariffTrialController, catalog.ProductsController],
    providers: [
      ...catalog.TARIFF_HANDLERS,
      catalog.TryTariffHandler,
      ...catalog.PRODUCT_HANDLERS,
      { provide: catalog.TARIFF_COMMANDS, useValue: tariffs },
      { provide: catalog.TARIFF_JOURNAL, useValue: reader },
      { provide: catalog.TARIFF_TRIALS, useValue: tariffTrials },
      { provide: catalog.PRODUCT_COMMANDS, useValue: products },
      { provide: catalog.PRODUCT_DIRECTORY, useValue: streamDirectory },
    ],
  };
}

function sellingFeature({ ledger: { selling: sales, reader }, tasks }: HttpAppParts): HttpFeature {
  const comparisons = createProductComparisons({ reader, tasks, clock: Date.now });
  return {
    controllers: [selling.SalesController, selling.TypicalTasksController],
    providers: [
      selling.SellHandler,
      selling.CompareProductHandler,
      { provide: selling.SELLING_COMMANDS, useValue: sales },
      { provide: selling.SALE_RULE_PROBLEMS, useValue: ledger.ACCOUNT_PROBLEMS },
      { provide: selling.PRODUCT_COMPARISONS, useValue: comparisons },
    ],
  };
}

function readModelFeature({ reader }: EmbeddedLedger, { models, progress }: ReadSide): HttpFeature {
  const sourceBalances: projections.SourceBalances = {
    balance: (accountId, at) => account.foldSourceBalance(reader, accountId, at),
  };
  return {
    controllers: projections.READ_MODEL_CONTROLLERS,
    providers: [
      ...projections.READ_MODEL_HANDLERS,
      projections.ReadYourWrites,
      { provide: projections.READ_MODELS, useValue: models },
      { provide: projections.PROJECTION_PROGRESS, useValue: progress },
      { provide: projections.VIEWS_JOURNAL, useValue: reader },
      { provide: projections.SOURCE_BALANCES, useValue: sourceBalances },
    ],
  };
}

function operatingFeature({ clients, metrics, metricsPublic, checks, logger }: HttpAppParts): HttpFeature {
  return {
    controllers: [ApiKeysController, HealthController, metricsController(metricsPublic)],
    providers: [
      { provide: ApiClients, useValue: clients },
      { provide: Metrics, useValue: metrics },
      { provide: LOGGER, useValue: logger },
      { provide: HEALTH_CHECKS, useValue: checks },
    ],
  };
}

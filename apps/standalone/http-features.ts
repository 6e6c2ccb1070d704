import * as catalog from '#libs/catalog/adapters/http/index.js';
import { createSettlementCatalogue } from '#libs/catalog/index.js';
import * as ledger from '#libs/ledger/adapters/http/index.js';
import * as account from '#libs/ledger/application/handlers/index.js';
import * as pipeline from '#libs/pipeline/adapters/http/index.js';
import { ApiClients, ApiKeysController } from '#libs/platform/auth/index.js';
import { HEALTH_CHECKS, HealthController } from '#libs/platform/health/index.js';
import { LOGGER } from '#libs/platform/logging/index.js';
import { Metrics, metricsController } from '#libs/platform/metrics/index.js';
import * as projections from '#libs/projections/adapters/http/index.js';
import { createSettlements } from '#libs/projections/index.js';
import * as selling from '#libs/selling/adapters/http/index.js';
import { createProductComparisons } from '#libs/selling/index.js';
import { auditFeature } from './audit-feature.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { HttpFeature } from './http-feature.js';
import type { HttpAppParts } from './http-app-parts.js';
import { intakeRecordsFeature } from './intake-records-feature.js';
import { invoiceFeature } from './invoice-feature.js';
import { webhookFeature } from './webhook-feature.js';

export function httpFeatures(parts: HttpAppParts): readonly HttpFeature[] {
  const { ledger: embedded } = parts;
  return [
    accountFeature(embedded),
    usageFeature(embedded),
    intakeRecordsFeature(parts),
    catalogueFeature(embedded),
    sellingFeature(parts),
    readModelFeature(parts),
    invoiceFeature(parts),
    auditFeature(parts.auditSide),
    webhookFeature(parts.deliverySide),
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
      ledger.DisputeCommandsController,
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

function usageFeature({ intake, reader, reservations, corrections }: EmbeddedLedger): HttpFeature {
  return {
    controllers: [pipeline.UsageController, pipeline.ReservationsController, pipeline.CorrectionsController],
    providers: [
      pipeline.SubmitUsageHandler,
      ...pipeline.RESERVATION_HANDLERS,
      ...pipeline.CORRECTION_HANDLERS,
      { provide: pipeline.ACCOUNT_RULE_PROBLEMS, useValue: ledger.ACCOUNT_PROBLEMS },
      { provide: pipeline.RESERVATION_COMMANDS, useValue: reservations },
      { provide: pipeline.CORRECTION_COMMANDS, useValue: corrections },
      { provide: pipeline.USAGE_INTAKE, useValue: intake },
      { provide: pipeline.USAGE_JOURNAL, useValue: reader },
    ],
  };
}

function catalogueFeature(embedded: EmbeddedLedger): HttpFeature {
  const { tariffs, products, partnerContracts, tariffTrials, streamDirectory, reader } = embedded;
  return {
    controllers: [
      catalog.TariffsController,
      catalog.TariffTrialController,
      catalog.ProductsController,
      catalog.PartnerContractsController,
    ],
    providers: [
      ...catalog.TARIFF_HANDLERS,
      catalog.TryTariffHandler,
      ...catalog.PRODUCT_HANDLERS,
      ...catalog.PARTNER_CONTRACT_HANDLERS,
      { provide: catalog.TARIFF_COMMANDS, useValue: tariffs },
      { provide: catalog.TARIFF_JOURNAL, useValue: reader },
      { provide: catalog.TARIFF_TRIALS, useValue: tariffTrials },
      { provide: catalog.PRODUCT_COMMANDS, useValue: products },
      { provide: catalog.PARTNER_CONTRACT_COMMANDS, useValue: partnerContracts },
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

function readModelFeature({ ledger: embedded, readSide, logger }: HttpAppParts): HttpFeature {
  const { reader, streamDirectory } = embedded;
  const { models, progress } = readSide;
  const sourceBalances: projections.SourceBalances = {
    balance: (accountId, at) => account.foldSourceBalance(reader, accountId, at),
  };
  const settlements = createSettlements({
    figures: models.settlements,
    catalogue: createSettlementCatalogue(reader, streamDirectory),
    reader,
    clock: Date.now,
  });
  return {
    controllers: projections.READ_MODEL_CONTROLLERS,
    providers: [
      ...projections.READ_MODEL_HANDLERS,
      projections.ReadYourWrites,
      { provide: projections.READ_MODELS, useValue: models },
      { provide: projections.PROJECTION_PROGRESS, useValue: progress },
      { provide: projections.VIEWS_JOURNAL, useValue: reader },
      { provide: projections.SOURCE_BALANCES, useValue: sourceBalances },
      { provide: projections.SETTLEMENTS, useValue: settlements },
      {
        provide: projections.LIVE_ACCOUNTS,
        useFactory: () => new projections.LiveAccounts({ models, progress, logger, clock: Date.now }),
      },
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

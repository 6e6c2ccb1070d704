import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import {
  TARIFF_COMMANDS,
  TARIFF_HANDLERS,
  TARIFF_JOURNAL,
  TariffsController,
} from '#libs/catalog/adapters/http/index.js';
import { AccountCommandsController } from '#libs/ledger/adapters/http/index.js';
import {
  ACCOUNT_COMMAND_HANDLERS,
  ACCOUNT_COMMANDS,
  foldSourceBalance,
} from '#libs/ledger/application/handlers/index.js';
import {
  INTAKE_QUERY_HANDLERS,
  INTAKE_RECORDS,
  IntakeRecordsController,
  SubmitUsageHandler,
  USAGE_CONTENT_TYPES,
  USAGE_INTAKE,
  USAGE_JOURNAL,
  USAGE_ROUTE,
  UsageController,
} from '#libs/pipeline/adapters/http/index.js';
import { ApiClients, ApiKeysController, AuthGuard } from '#libs/platform/auth/index.js';
import { HEALTH_CHECKS, HealthController, type HealthCheck } from '#libs/platform/health/index.js';
import { httpAdapter, InputPipe, ProblemFilter, serveOpenApi, useBodyParsers } from '#libs/platform/http/index.js';
import { LOGGER, logRequests, NestLogger } from '#libs/platform/logging/index.js';
import { Metrics, metricsController } from '#libs/platform/metrics/index.js';
import {
  AccountsController,
  HistoryController,
  PROJECTION_PROGRESS,
  READ_MODEL_HANDLERS,
  READ_MODELS,
  ReadYourWrites,
  SOURCE_BALANCES,
  VIEWS_JOURNAL,
  type SourceBalances,
} from '#libs/projections/adapters/http/index.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { ReadSide } from './read-side.js';

/** Everything the HTTP API stands on. */
export interface HttpAppParts {
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly clients: ApiClients;
  readonly metrics: Metrics;
  readonly metricsPublic: boolean;
  readonly checks: readonly HealthCheck[];
  readonly logger: Logger;
}

/** The HTTP API, ready to listen. */
export async function createHttpApp(parts: HttpAppParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(httpModule(parts), httpAdapter(), {
    bodyParser: false,
    logger: new NestLogger(parts.logger),
    abortOnError: false,
  });
  useBodyParsers(app, { rawRoutes: new Set([USAGE_ROUTE]), rawTypes: USAGE_CONTENT_TYPES });
  const fastify = app.getHttpAdapter().getInstance();
  parts.metrics.observe(fastify);
  logRequests(fastify, parts.logger);
  serveOpenApi(app);
  await app.init();
  return app;
}

class HttpModule {}

function httpModule(parts: HttpAppParts): DynamicModule {
  return {
    module: HttpModule,
    imports: [CqrsModule.forRoot()],
    controllers: controllers(parts),
    providers: [
      ...ports(parts),
      ...ACCOUNT_COMMAND_HANDLERS,
      ...TARIFF_HANDLERS,
      ...INTAKE_QUERY_HANDLERS,
      ...READ_MODEL_HANDLERS,
      SubmitUsageHandler,
      ReadYourWrites,
      { provide: APP_GUARD, useClass: AuthGuard },
      { provide: APP_PIPE, useClass: InputPipe },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  };
}

function controllers({ metricsPublic }: HttpAppParts): Type<unknown>[] {
  return [
    AccountCommandsController,
    AccountsController,
    HistoryController,
    TariffsController,
    UsageController,
    IntakeRecordsController,
    ApiKeysController,
    HealthController,
    metricsController(metricsPublic),
  ];
}

function ports({ ledger, readSide, clients, metrics, checks, logger }: HttpAppParts): Provider[] {
  const sourceBalances: SourceBalances = {
    balance: (account, at) => foldSourceBalance(ledger.reader, account, at),
  };
  return [
    { provide: ACCOUNT_COMMANDS, useValue: ledger.accounts },
    { provide: TARIFF_COMMANDS, useValue: ledger.tariffs },
    { provide: TARIFF_JOURNAL, useValue: ledger.reader },
    { provide: USAGE_INTAKE, useValue: ledger.intake },
    { provide: USAGE_JOURNAL, useValue: ledger.reader },
    { provide: INTAKE_RECORDS, useValue: ledger.intakeRecords },
    { provide: READ_MODELS, useValue: readSide.models },
    { provide: PROJECTION_PROGRESS, useValue: readSide.progress },
    { provide: VIEWS_JOURNAL, useValue: ledger.reader },
    { provide: SOURCE_BALANCES, useValue: sourceBalances },
    { provide: ApiClients, useValue: clients },
    { provide: Metrics, useValue: metrics },
    { provide: LOGGER, useValue: logger },
    { provide: HEALTH_CHECKS, useValue: checks },
  ];
}

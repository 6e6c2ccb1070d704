import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SETTLE_ROUTE, USAGE_CONTENT_TYPES, USAGE_ROUTE } from '#libs/pipeline/adapters/http/index.js';
import { AuthGuard } from '#libs/platform/auth/index.js';
import { httpAdapter, InputPipe, ProblemFilter, serveOpenApi, useBodyParsers } from '#libs/platform/http/index.js';
import { logRequests, NestLogger } from '#libs/platform/logging/index.js';
import type { HttpAppParts } from './http-app-parts.js';
import { httpFeatures } from './http-features.js';

/** The HTTP API, ready to listen. */
export async function createHttpApp(parts: HttpAppParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(httpModule(parts), httpAdapter(), {
    bodyParser: false,
    logger: new NestLogger(parts.logger),
    abortOnError: false,
  });
  useBodyParsers(app, { rawRoutes: new Set([USAGE_ROUTE, SETTLE_ROUTE]), rawTypes: USAGE_CONTENT_TYPES });
  const fastify = app.getHttpAdapter().getInstance();
  parts.metrics.observe(fastify);
  logRequests(fastify, parts.logger);
  serveOpenApi(app);
  await app.init();
  return app;
}

class HttpModule {}

function httpModule(parts: HttpAppParts): DynamicModule {
  const features = httpFeatures(parts);
  return {
    module: HttpModule,
    imports: [CqrsModule.forRoot()],
    controllers: features.flatMap(({ controllers }) => controllers),
    providers: [
      ...features.flatMap(({ providers }) => providers),
      { provide: APP_GUARD, useClass: AuthGuard },
      { provide: APP_PIPE, useClass: InputPipe },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  };
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { withExamples } from './openapi-examples.js';

type PathItem = OpenAPIObject['paths'][string];

/** Describes every route of an app, with an example of every body; each may answer with a problem. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Token Ledger')
    .setVersion('1')
    .setDescription('An event-sourced ledger that counts, charges and proves every AI token.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: `tl_<id>_<secret>`.' })
    .build();
  const document = SwaggerModule.createDocument(app, about, { operationIdFactory: (_controller, method) => method });
  return withExamples({
    ...document,
    paths: Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [path, withProblems(item)])),
    components: { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA } },
  });
}

/** The page at /docs and the document at /openapi.json. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'openapi.json' });
}

const METHODS = ['get', 'put', 'post', 'delete'] as const;

function withProblems(item: PathItem): PathItem {
  const operations = METHODS.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [[method, { ...operation, responses: problemsToo(operation.responses) }]];
  });
  return { ...item, ...(Object.fromEntries(operations) as PathItem) };
}

function problemsToo(responses: NonNullable<PathItem['get']>['responses']): typeof responses {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { ...responses, default: { description: 'A problem; its codes are in docs/reference/errors.md.', content } };
}

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', example: 'urn:tokenledger:problem:input_invalid' },
    title: { type: 'string', description: 'The same for every occurrence.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do.' },
    code: { type: 'string', description: 'Stable.' },
    pointer: { type: 'string', description: 'JSON Pointer to the offending member.' },
  },
  additionalProperties: true,
};

import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { readonly 'x-scopes'?: readonly string[] };

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** docs/reference/http.md: every operation of the OpenAPI document on one page. */
export function httpReference({ paths }: OpenAPIObject): string {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      return operation === undefined ? [] : [row(method, path, operation)];
    }),
  );
  return [
    '# HTTP API',
    '',
    'The full contract, with every field, is served at `/openapi.json` and shown at `/docs`. Amounts are decimal strings of',
    'micro-credits, instants RFC 3339. Lists are paged: `next` of one answer is `cursor` of the next request. Commands need',
    'an `Idempotency-Key`; repeated with the same input they answer the same, with `replayed: true`. An admin key has every',
    'scope but `gateway`. Problems are listed in [errors.md](errors.md).',
    '',
    '| operation | what it does | scopes, any of | query and headers | success |',
    '| --- | --- | --- | --- | --- |',
    ...operations,
    '',
  ].join('\n');
}

function row(method: string, path: string, operation: Operation): string {
  const { summary = '', responses } = operation;
  const scopes = (operation['x-scopes'] ?? []).map((scope) => `\`${scope}\``).join(', ') || 'no key needed';
  const statuses = Object.keys(responses).filter((status) => /^2/.test(status));
  const cells = [`\`${method.toUpperCase()} ${path}\``, summary, scopes, parameters(operation), statuses.join(', ')];
  return `| ${cells.join(' | ')} |`;
}

function parameters({ parameters: all = [] }: Operation): string {
  const shown = all.flatMap((parameter) =>
    'name' in parameter && parameter.in !== 'path' ? [`\`${parameter.name}\`${parameter.required ? '' : '?'}`] : [],
  );
  return shown.join(', ');
}

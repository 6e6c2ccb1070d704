import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LEDGER_EVENTS } from '#apps/standalone/ledger-codec.js';
import { errorReference } from '#apps/standalone/reference/error-reference.js';
import { eventReference } from '#apps/standalone/reference/event-reference.js';
import { httpReference } from '#apps/standalone/reference/http-reference.js';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api } from './support/api.js';

describe('the reference', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
  });

  afterAll(() => api.stop());

  it('lists every error code', () => {
    expect(readFileSync('docs/reference/errors.md', 'utf8')).toBe(errorReference());
  });

  it('lists every stored event and its fields', () => {
    expect(readFileSync('docs/reference/events.md', 'utf8')).toBe(eventReference(LEDGER_EVENTS));
  });

  it('lists every HTTP operation', () => {
    expect(readFileSync('docs/reference/http.md', 'utf8')).toBe(httpReference(openApiDocument(api.standalone.app)));
  });

  it('serves the OpenAPI document and a page of it, without a key', async () => {
    const document = await api.get('/openapi.json', { key: '' });
    expect(document.status).toBe(200);
    expect(document.body).toMatchObject({ openapi: expect.stringMatching(/^3\./) as unknown });
    const page = await api.get('/docs', { key: '' });
    expect(page.status).toBe(200);
    expect(page.type).toContain('text/html');
  });

  it('closes every operation but health to those without a key', async () => {
    const { paths } = openApiDocument(api.standalone.app);
    for (const [path, item] of Object.entries(paths)) {
      for (const method of ['get', 'post', 'put', 'delete'] as const) {
        if (item[method] === undefined || path.startsWith('/health')) continue;
        const url = path.replaceAll(/\{\w+\}/g, '1');
        const answer = await api.inject({ method, url });
        expect([`${method} ${path}`, answer.status]).toEqual([`${method} ${path}`, 401]);
      }
    }
  });
});

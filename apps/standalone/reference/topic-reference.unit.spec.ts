import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OUT_CHANNELS } from '#libs/delivery/index.js';
import { USAGE_EVENT_TYPE } from '#libs/metering/domain/usage-event.js';
import { topicReference } from './topic-reference.js';

const REFERENCE = join('docs', 'reference');

/** `npm run reference` writes them. */
describe('the reference of the topics', () => {
  const files = topicReference();
  const document = JSON.parse(files['asyncapi.json']!) as AsyncApi;

  it.each(Object.entries(files))('%s is fresh', (name, text) => {
    expect(readFileSync(join(REFERENCE, name), 'utf8')).toBe(text);
  });

  it('has no schema of a message that is not sent any more', () => {
    const own = Object.keys(files).flatMap((name) => (name.startsWith('schemas/') ? [name.slice(8)] : []));
    expect(readdirSync(join(REFERENCE, 'schemas')).sort()).toEqual([...own, 'usage-event.v1.schema.json'].sort());
  });

  it('describes every topic in and out, with every message, each with a schema that is there', () => {
    const topics = Object.values(OUT_CHANNELS).map(({ topic }) => topic);
    expect(Object.keys(document.channels)).toEqual(['metering.usage.v1', ...topics]);
    expect(Object.values(document.operations).map(({ action }) => action)).toEqual([
      'receive',
      ...topics.map(() => 'send'),
    ]);
    for (const { payload } of Object.values(document.components.messages)) {
      expect(existsSync(join(REFERENCE, payload.schema.$ref))).toBe(true);
    }
  });

  it('refers to nothing that is not in it', () => {
    const refs = [...files['asyncapi.json']!.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path!.split('/'));
    expect(refs.length).toBeGreaterThan(50);
    for (const path of refs) {
      const found = path.reduce<unknown>(
        (at, member) => (at as Record<string, unknown> | undefined)?.[member],
        document,
      );
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });

  it('names the inbound message as the intake does', () => {
    expect(Object.keys(document.channels['metering.usage.v1']!.messages)).toEqual([USAGE_EVENT_TYPE]);
  });

  it('is told of in the page for people', () => {
    const page = readFileSync(join(REFERENCE, 'topics.md'), 'utf8');
    for (const { topic, messages } of Object.values(OUT_CHANNELS)) {
      expect(page).toContain(`\`${topic}\``);
      for (const { type } of messages) expect(page).toContain(`\`${type}\``);
    }
  });
});

interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly messages: object }>>;
  readonly operations: Readonly<Record<string, { readonly action: string }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: { readonly schema: { readonly $ref: string } } }>>;
  };
}

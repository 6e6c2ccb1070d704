import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configReference, loadConfig } from '#libs/platform/config/index.js';
import { openApiDocument } from '#libs/platform/http/index.js';
import { LEDGER_EVENTS } from '../ledger-codec.js';
import { startStandalone } from '../start-standalone.js';
import { errorReference } from './error-reference.js';
import { eventReference } from './event-reference.js';
import { httpReference } from './http-reference.js';
import { topicReference } from './topic-reference.js';

/** Writes the pages of docs/reference that are made from the code; tests compare them. */
const dataDir = mkdtempSync(join(tmpdir(), 'tokenledger-reference-'));
const config = loadConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
const standalone = await startStandalone(config, { projector: 'inline' });
const pages = {
  'config.md': configReference(),
  'errors.md': errorReference(),
  'events.md': eventReference(LEDGER_EVENTS),
  'http.md': httpReference(openApiDocument(standalone.app)),
  ...topicReference(),
};
for (const [name, page] of Object.entries(pages)) writeFileSync(join('docs', 'reference', name), page);
await standalone.close();
rmSync(dataDir, { recursive: true });

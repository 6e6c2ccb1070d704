import { join } from 'node:path';
import { bold } from '#apps/cli/terminal/text.js';
import { SAMPLE_SOURCES } from './sample/events.js';

interface Door {
  readonly url: string;
  readonly adminKey?: string;
}

/** What to do next with the server that keeps running. */
export function invitation({ url, adminKey = '' }: Door, dataDir: string): string {
  const usage = join(dataDir, 'usage.ndjson');
  return `
${bold('The server stays. Ask it:')}
  API and docs   ${url}/docs
  Admin key      ${adminKey}

  curl -H 'Authorization: Bearer ${adminKey}' \\
       ${url}/v1/accounts/team-008/balance

  Ctrl-C ends it. Then tell it the same usage once more, under another name: nothing is charged twice.

  (cat ${usage}; echo) > again.ndjson
  npm run ingest -- again.ndjson --source-pattern '${SAMPLE_SOURCES}' --data-dir ${dataDir}
`;
}

import { verifyInThread } from '#apps/standalone/audit/verify-in-thread.js';

/** Verifies three times in threads: to the end, cancelled as it starts, and where there is no ledger. */
const dataDir = String(process.argv[2]);
const report = await verifyInThread(dataDir, { only: ['journal', 'ledger'] });
const cancel = new AbortController();
const running = verifyInThread(dataDir, { only: ['rating'], signal: cancel.signal });
cancel.abort();
const cancelled = await running;
const missing = await verifyInThread(`${dataDir}/nowhere`, {}).catch((fault: unknown) => String(fault));
process.stdout.write(JSON.stringify([report.verdict, cancelled.parts[0]?.couldNot, missing]));

import type { DisputeUsage, ResolveDispute } from '../domain/commands.js';

/** Disputes as the client gives them: what is recorded about the usage is read from the journal. */
export type DisputeCommand = Omit<DisputeUsage, 'facts'> | Omit<ResolveDispute, 'lastRevision'>;

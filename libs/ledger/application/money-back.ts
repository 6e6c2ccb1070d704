import type { IssueCreditNote, ReversePurchase } from '../domain/commands.js';

/**
 * Purchases undone and money given back on lines (rules 27, 32), as the client asks for it: what has become of the
 * purchase, or of the line, is read from the journal.
 */
export type MoneyBackCommand = Omit<ReversePurchase, 'facts'> | Omit<IssueCreditNote, 'sealedLine'>;

export type { AccountAudit, AsOfTimes } from './account-audit.js';
export type { AsOfBalance } from './as-of/balance-as-of.js';
export type { GrantBalance } from './history/grant-balances.js';
export type { HistoryBound } from './history/history-bound.js';
export type { AccountReplay } from './replay/replay-account.js';
export type { ReplayedState } from './replay/replayed-state.js';
export {
  VERDICTS,
  VERIFIED_PARTS,
  type AuditFault,
  type FaultyRow,
  type PartReport,
  type VerificationProgress,
  type VerificationReport,
  type VerifiedPart,
  type Verdict,
} from './verify/report.js';

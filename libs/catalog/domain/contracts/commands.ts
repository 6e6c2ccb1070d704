import type { Instant } from '#libs/kernel/index.js';
import type { PublishContext } from '../commands.js';
import type { PartnerTerms } from './terms.js';

/** Adds the next version to a partner's contract; never a silent no-op. Rejections in order: PartnerContractRejection. */
export interface PublishPartnerContract extends PartnerTerms {
  readonly type: 'PublishPartnerContract';
  readonly partner: string;
  /** First instant of a month in UTC. Absent: this month's for a first version, the next one's for a later. */
  readonly effectiveFrom?: Instant;
}

export type PartnerContractCommand = PublishPartnerContract & { readonly context: PublishContext };

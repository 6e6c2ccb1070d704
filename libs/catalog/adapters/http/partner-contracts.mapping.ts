import { credits, formatInstant } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import type { PartnerContract } from '../../contract.js';
import type { PublishPartnerContract } from '../../domain/contracts/commands.js';
import type { PartnerContractDto, PublishPartnerContractDto } from './partner-contracts.dto.js';

export function publishPartnerContract(input: PublishPartnerContractDto): PublishPartnerContract {
  const { partner, name, illustrative = false, effectiveFrom, apps, share, basis = 'list_value', listPrice } = input;
  return {
    type: 'PublishPartnerContract',
    partner,
    name,
    illustrative,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom: instantOf(effectiveFrom) }),
    apps,
    share: { numerator: share.numerator, denominator: share.denominator },
    basis,
    listPrice: {
      amountMinor: BigInt(listPrice.amountMinor),
      perMicro: credits(BigInt(listPrice.perMicro)),
      currency: listPrice.currency,
    },
  };
}

export function partnerContractView({ effectiveFrom, listPrice, ...rest }: PartnerContract): PartnerContractDto {
  return {
    ...rest,
    effectiveFrom: formatInstant(effectiveFrom),
    listPrice: {
      amountMinor: listPrice.amountMinor.toString(),
      perMicro: listPrice.perMicro.toString(),
      currency: listPrice.currency,
    },
  };
}

import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';
import type { PartnerContractAnswer, PartnerContractCommands } from '../../application/partner-contract-commands.js';
import { readHistory } from '../../application/read-history.js';
import type { PartnerContractHistory } from '../../contract.js';
import type { PublishPartnerContract } from '../../domain/contracts/commands.js';
import { partnerContractAggregate } from '../../domain/contracts/partner-contract.js';
import { PRODUCT_DIRECTORY } from './products.handlers.js';
import { TARIFF_JOURNAL } from './tariff.handlers.js';

/** Token of the PartnerContractCommands port. */
export const PARTNER_CONTRACT_COMMANDS = Symbol('PartnerContractCommands');

export class PublishPartnerContractCommand extends Command<PartnerContractAnswer> {
  constructor(
    readonly input: PublishPartnerContract,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(PublishPartnerContractCommand)
class PublishPartnerContractHandler implements ICommandHandler<PublishPartnerContractCommand> {
  constructor(@Inject(PARTNER_CONTRACT_COMMANDS) private readonly contracts: PartnerContractCommands) {}

  execute({ input, origin }: PublishPartnerContractCommand): Promise<PartnerContractAnswer> {
    return this.contracts.publish(input, origin);
  }
}

/** Everything published of a partner's contract; no version if there is none. */
export class GetPartnerContract extends Query<PartnerContractHistory> {
  constructor(readonly partner: string) {
    super();
  }
}

@QueryHandler(GetPartnerContract)
class GetPartnerContractHandler implements IQueryHandler<GetPartnerContract> {
  constructor(@Inject(TARIFF_JOURNAL) private readonly reader: JournalReader) {}

  execute({ partner }: GetPartnerContract): Promise<PartnerContractHistory> {
    return readHistory(this.reader, partnerContractAggregate, partner);
  }
}

interface PartnerContractPage {
  readonly histories: readonly PartnerContractHistory[];
  readonly next: string | null;
}

/** A page of contracts by partner; `next` is the last partner, where more follow. */
export class ListPartnerContracts extends Query<PartnerContractPage> {
  constructor(
    readonly after: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListPartnerContracts)
class ListPartnerContractsHandler implements IQueryHandler<ListPartnerContracts> {
  constructor(
    @Inject(TARIFF_JOURNAL) private readonly reader: JournalReader,
    @Inject(PRODUCT_DIRECTORY) private readonly directory: StreamDirectoryPort,
  ) {}

  async execute({ after, limit }: ListPartnerContracts): Promise<PartnerContractPage> {
    const ids = await this.directory.ids(partnerContractAggregate.category, after, limit + 1);
    const page = ids.slice(0, limit);
    const histories = await Promise.all(page.map((id) => readHistory(this.reader, partnerContractAggregate, id)));
    return { histories, next: ids.length > limit ? (page.at(-1) ?? null) : null };
  }
}

export const PARTNER_CONTRACT_HANDLERS = [
  PublishPartnerContractHandler,
  GetPartnerContractHandler,
  ListPartnerContractsHandler,
];

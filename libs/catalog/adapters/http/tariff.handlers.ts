import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName } from '#libs/journal/contract.js';
import type { TariffAnswer, TariffCommands } from '../../application/tariff-commands.js';
import type { Tariff } from '../../contract.js';
import type { PublishTariff } from '../../domain/commands.js';
import type { TariffPublished } from '../../domain/events.js';
import { tariffBookAggregate } from '../../domain/tariff-book.js';

/** Token of the TariffCommands port. */
export const TARIFF_COMMANDS = Symbol('TariffCommands');
/** Token of the JournalReader tariffs are read through. */
export const TARIFF_JOURNAL = Symbol('JournalReader of the catalogue');

export class PublishTariffCommand extends Command<TariffAnswer> {
  constructor(
    readonly input: PublishTariff,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(PublishTariffCommand)
export class PublishTariffHandler implements ICommandHandler<PublishTariffCommand> {
  constructor(@Inject(TARIFF_COMMANDS) private readonly tariffs: TariffCommands) {}

  execute({ input, origin }: PublishTariffCommand): Promise<TariffAnswer> {
    return this.tariffs.publish(input, origin);
  }
}

/** Every version of a book, oldest first; empty if there is no such book. */
export class GetTariffVersions extends Query<readonly Tariff[]> {
  constructor(readonly book: string) {
    super();
  }
}

const VERSIONS_AT_ONCE = 100;

@QueryHandler(GetTariffVersions)
export class GetTariffVersionsHandler implements IQueryHandler<GetTariffVersions> {
  constructor(@Inject(TARIFF_JOURNAL) private readonly reader: JournalReader) {}

  async execute({ book }: GetTariffVersions): Promise<readonly Tariff[]> {
    const stream = streamName(tariffBookAggregate.category, book);
    const versions: Tariff[] = [];
    for (;;) {
      const records = await this.reader.stream<TariffPublished>(stream, versions.length, VERSIONS_AT_ONCE);
      versions.push(...records.map(({ event }) => event.data));
      if (records.length < VERSIONS_AT_ONCE) return versions;
    }
  }
}

export const TARIFF_HANDLERS = [PublishTariffHandler, GetTariffVersionsHandler];

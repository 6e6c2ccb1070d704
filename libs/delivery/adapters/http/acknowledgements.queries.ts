import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '#libs/journal/contract.js';
import type { InvoiceQueries, SealedLinesCursor } from '#libs/projections/contract.js';
import type {
  Acknowledged,
  Acknowledgement,
  InvoiceAcknowledgements,
} from '../../acknowledgements/invoice-acknowledgements.js';

/** Token of InvoiceAcknowledgements. */
export const INVOICE_ACKNOWLEDGEMENTS = Symbol('InvoiceAcknowledgements');
/** Token of the InvoiceQueries that say what is outstanding. */
export const ACKNOWLEDGED_INVOICES = Symbol('InvoiceQueries of the acknowledgements');

/** Token of a function that gives the position of the ledger's last event. */
export const ACKNOWLEDGED_LEDGER_HEAD = Symbol('head of the acknowledged ledger');

/** Nothing can be acknowledged that was never told: beyond the ledger's end, or beyond what is shown of it by now. */
export type AcknowledgementAnswer =
  Acknowledged | { readonly type: 'beyond_ledger' | 'not_shown'; readonly position: Position };

export interface OutstandingOfClient extends Acknowledgement {
  /** Sealed periods it has not acknowledged in full. */
  readonly outstandingPeriods: number;
}

export class AcknowledgeInvoiceLines extends Command<AcknowledgementAnswer> {
  constructor(
    readonly client: string,
    readonly cursor: SealedLinesCursor,
    readonly mayGoBack: boolean,
  ) {
    super();
  }
}

@CommandHandler(AcknowledgeInvoiceLines)
export class AcknowledgeInvoiceLinesHandler implements ICommandHandler<AcknowledgeInvoiceLines> {
  constructor(
    @Inject(INVOICE_ACKNOWLEDGEMENTS) private readonly acknowledgements: InvoiceAcknowledgements,
    @Inject(ACKNOWLEDGED_INVOICES) private readonly invoices: InvoiceQueries,
    @Inject(ACKNOWLEDGED_LEDGER_HEAD) private readonly ledgerHead: () => Promise<Position>,
  ) {}

  async execute({ client, cursor, mayGoBack }: AcknowledgeInvoiceLines): Promise<AcknowledgementAnswer> {
    const shown = (await this.invoices.shown())?.position ?? 0;
    if (cursor.position <= shown) return this.acknowledgements.acknowledge(client, cursor, { mayGoBack });
    const head = await this.ledgerHead();
    return cursor.position > head ? { type: 'beyond_ledger', position: head } : { type: 'not_shown', position: shown };
  }
}

/** Of one client, or of all of them. */
export class GetAcknowledgements extends Query<readonly OutstandingOfClient[]> {
  constructor(readonly client?: string) {
    super();
  }
}

@QueryHandler(GetAcknowledgements)
export class GetAcknowledgementsHandler implements IQueryHandler<GetAcknowledgements> {
  constructor(
    @Inject(INVOICE_ACKNOWLEDGEMENTS) private readonly acknowledgements: InvoiceAcknowledgements,
    @Inject(ACKNOWLEDGED_INVOICES) private readonly invoices: InvoiceQueries,
  ) {}

  async execute({ client }: GetAcknowledgements): Promise<readonly OutstandingOfClient[]> {
    const all = await this.acknowledgements.all();
    const asked = all.filter((one) => client === undefined || one.client === client);
    return Promise.all(asked.map((one) => this.outstandingOf(one)));
  }

  private async outstandingOf(acknowledgement: Acknowledgement): Promise<OutstandingOfClient> {
    return { ...acknowledgement, outstandingPeriods: await this.invoices.periodsAfter(acknowledgement.cursor) };
  }
}

export const ACKNOWLEDGEMENT_HANDLERS = [AcknowledgeInvoiceLinesHandler, GetAcknowledgementsHandler];

import { InvoiceAcknowledgements } from '#libs/delivery/index.js';
import * as delivery from '#libs/delivery/adapters/http/index.js';
import { startSha256 } from '#libs/platform/crypto/sha256.js';
import * as projections from '#libs/projections/adapters/http/index.js';
import { InvoiceExports } from '#libs/projections/index.js';
import type { HttpAppParts } from './http-app-parts.js';

/** What billing systems take and acknowledge. The routes of the lines themselves are those of the read models. */
export function invoiceFeature({ ledger, readSide, deliverySide }: HttpAppParts) {
  const { invoices } = readSide.models;
  const { ledgerId } = ledger.eventStore;
  const acknowledgements = new InvoiceAcknowledgements({ db: deliverySide.db, ledgerId, clock: Date.now });
  const acknowledged: projections.AcknowledgedLines = {
    cursorOf: async (client) => (await acknowledgements.of(client))?.cursor,
  };
  return {
    controllers: [delivery.AcknowledgementsController],
    providers: [
      ...delivery.ACKNOWLEDGEMENT_HANDLERS,
      { provide: delivery.INVOICE_ACKNOWLEDGEMENTS, useValue: acknowledgements },
      { provide: delivery.ACKNOWLEDGED_INVOICES, useValue: invoices },
      { provide: delivery.ACKNOWLEDGED_LEDGER_HEAD, useValue: () => ledger.reader.head() },
      { provide: projections.ACKNOWLEDGED_LINES, useValue: acknowledged },
      { provide: projections.INVOICE_EXPORTS, useValue: new InvoiceExports(invoices, { startDigest: startSha256 }) },
    ],
  };
}

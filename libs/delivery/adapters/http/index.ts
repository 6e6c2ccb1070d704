export { AcknowledgementsController } from './acknowledgements.controller.js';
export {
  ACKNOWLEDGED_INVOICES,
  ACKNOWLEDGED_LEDGER_HEAD,
  ACKNOWLEDGEMENT_HANDLERS,
  INVOICE_ACKNOWLEDGEMENTS,
} from './acknowledgements.queries.js';
export { WEBHOOKS } from './webhook.token.js';
export { WEBHOOK_CONTROLLERS, WEBHOOK_HANDLERS } from './webhooks.js';

export { HttpWebhookTransport, type HttpWebhookOptions } from './http-webhook-transport.js';

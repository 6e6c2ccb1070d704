export { DELIVERY_MIGRATIONS } from '../store/migrations/index.js';
export type { DeliverySchema } from '../store/delivery-schema.js';

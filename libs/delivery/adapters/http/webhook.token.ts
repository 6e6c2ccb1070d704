/** Token of the Webhooks of this process. */
export const WEBHOOKS = Symbol('Webhooks');

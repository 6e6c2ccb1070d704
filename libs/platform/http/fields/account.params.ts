import { IdField } from './text-fields.js';

/** The account in the address; the guard compares it with the binding of a subscriber key. */
export class AccountParams {
  @IdField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;
}

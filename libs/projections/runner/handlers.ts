import type { AccountEvent } from '#libs/ledger/contract.js';

type EventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { readonly type: Type }>;

/** What a read model makes of the events it knows. The others mean nothing to it but what they move. */
export type Handlers<Context, Result> = {
  readonly [Type in AccountEvent['type']]?: (event: EventOf<Type>, context: Context) => Result;
};

/** `undefined`: the event means nothing. */
export function handle<Context, Result>(
  handlers: Handlers<Context, Result>,
  event: AccountEvent,
  context: Context,
): Result | undefined {
  // A handler stands under the type of the event it takes.
  const handler = handlers[event.type] as ((event: AccountEvent, context: Context) => Result) | undefined;
  return handler?.(event, context);
}

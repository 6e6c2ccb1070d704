import type { Provider, Type } from '@nestjs/common';

/** Routes that belong together, with who answers them and what that stands on. */
export interface HttpFeature {
  readonly controllers: readonly Type<unknown>[];
  readonly providers: readonly Provider[];
}

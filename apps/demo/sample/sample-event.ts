import type { USAGE_EVENT_TYPE } from '#libs/metering/index.js';
import type { UsageShape } from './models.js';

export interface SampleEvent {
  readonly specversion: '1.0';
  readonly type: typeof USAGE_EVENT_TYPE;
  readonly source: string;
  readonly id: string;
  readonly time: string;
  readonly data: { readonly account: string } & UsageShape & Readonly<Record<string, unknown>>;
}

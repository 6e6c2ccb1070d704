import { USAGE_EVENT_TYPE } from '#libs/metering/index.js';

export const USAGE_BODY = 'A usage event; its JSON Schema is docs/reference/schemas/usage-event.v1.schema.json.';

export const USAGE_EXAMPLE = {
  specversion: '1.0',
  type: USAGE_EVENT_TYPE,
  source: '/gateways/eu-1',
  id: 'req-1',
  time: '2026-11-20T10:00:00Z',
  data: {
    account: 'acc-1001',
    provider: 'alibaba',
    model: 'qwen-max',
    quantities: { input: 1_180, output: 912 },
  },
};

export const SETTLEMENT_EXAMPLE = {
  ...USAGE_EXAMPLE,
  id: 'call-7f3a-1',
  data: { ...USAGE_EXAMPLE.data, reservationId: 'call-7f3a' },
};

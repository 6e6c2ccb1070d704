import { CLIENT_ID_PATTERN, KINDS, QUALITIES, QUANTITY_MAX, TIERS } from '#libs/kernel/index.js';
import { PLAIN_TEXT_PATTERN } from '../domain/plain-text.js';
import { PROVIDER_FORMATS } from '../domain/provider-usage/formats.js';
import { USAGE_EVENT_TYPE } from '../domain/usage-event.js';

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const DATE_TIME = `^${DAY}[Tt]${CLOCK}:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]${CLOCK})$`;

const clientId = (description: string) => ({ type: 'string', pattern: CLIENT_ID_PATTERN, description });
const text = (maxLength: number, description: string) => ({
  type: 'string',
  maxLength,
  pattern: PLAIN_TEXT_PATTERN,
  description,
});
const dateTime = (description: string) => ({ type: 'string', pattern: DATE_TIME, format: 'date-time', description });
const oneOf = (values: readonly string[], description: string) => ({ type: 'string', enum: [...values], description });
const count = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });

const quantities = {
  type: 'object',
  additionalProperties: false,
  description: 'Disjoint kinds: cached input is not in input, reasoning not in output, a modality not in its parent.',
  properties: Object.fromEntries(KINDS.map((kind) => [kind, count(QUANTITY_MAX)])),
};

const providerUsage = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'block'],
  description: "The provider's own usage block; turned into disjoint kinds, then dropped.",
  properties: {
    format: oneOf(PROVIDER_FORMATS, 'Whose conventions the block follows, whoever made the model.'),
    block: {
      type: 'object',
      description:
        'Counts are whole numbers from 0 to 10^12 or decimal strings; members that are no counts are ignored.',
    },
  },
};

const data = {
  type: 'object',
  additionalProperties: false,
  required: ['account', 'provider', 'model'],
  oneOf: [
    { type: 'object', required: ['quantities'] },
    { type: 'object', required: ['usage'] },
  ],
  properties: {
    account: clientId('The account that is charged.'),
    member: clientId('Who in a household or team made the call.'),
    app: clientId('The partner application the call was made for.'),
    occurredAt: dateTime('When the call happened; goes before the attribute time. Years 2000 to 2100.'),
    provider: text(128, 'Who served the call.'),
    model: text(128, 'The model that answered.'),
    requestedModel: text(128, 'The model that was asked for, where it differs.'),
    tier: oneOf(TIERS, 'Speed and price class; standard when absent.'),
    requestId: text(256, "The gateway's id of the call; the id of the event when absent."),
    parentRequestId: text(256, "The user's request that triggered this call among others."),
    reservationId: clientId('The reservation that pays first.'),
    final: { type: 'boolean', description: 'Whether this is the last call on its reservation; yes when absent.' },
    quality: oneOf(QUALITIES, 'How the figures were obtained; measured when absent.'),
    quantities,
    usage: providerUsage,
    total: {
      ...count(QUANTITY_MAX * KINDS.length),
      description: 'Must equal the sum of the token kinds; checked where it is given.',
    },
  },
};

/**
 * The contract of a metering event in its structured form. The validator compiles this object and the published file
 * is written from it, so the two cannot differ. Draft 7 is what AsyncAPI reads without a converter.
 */
export const USAGE_EVENT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `urn:${USAGE_EVENT_TYPE.replaceAll('.', ':')}`,
  title: 'Usage of one model call, as a CloudEvent',
  description:
    'At most 64 KiB and 8 levels deep. Extension attributes are allowed and ignored. Prompts, answers and names must not be sent.',
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'data'],
  properties: {
    specversion: { type: 'string', const: '1.0' },
    type: { type: 'string', const: USAGE_EVENT_TYPE },
    id: text(
      256,
      'With source the identity of the call, for ever: a retry of the call has another, a resend the same.',
    ),
    source: text(256, 'Who produced the event; a producer may use the sources it is bound to.'),
    time: dateTime('When the call happened, where data.occurredAt does not say so. Years 2000 to 2100.'),
    subject: text(256, 'Ignored.'),
    datacontenttype: text(256, 'A JSON media type, as application/json.'),
    data_base64: false,
    data,
  },
};

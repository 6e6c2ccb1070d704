import { ProblemException, type Occurrence, type ProblemKind } from './problem.js';

/** Problems of the HTTP edge itself; those of the domain stand beside their rejections. */
export const EDGE_PROBLEMS = {
  input_invalid: {
    status: 400,
    title: 'A field is missing, unknown or wrong',
    advice: 'Correct the members named in `errors`; the schema is at /openapi.json.',
  },
  json_invalid: { status: 400, title: 'The body is not JSON', advice: 'Send one JSON value, encoded as UTF-8.' },
  json_too_deep: {
    status: 400,
    title: 'The body is nested too deeply',
    advice: 'Nest objects and arrays at most 32 deep.',
  },
  request_malformed: {
    status: 400,
    title: 'The request cannot be read',
    advice: 'Check the address and the headers: well-formed HTTP, a path in percent-encoded UTF-8.',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'The command has no idempotency key',
    advice:
      'Send an Idempotency-Key header of 1 to 128 printable ASCII characters, a new one per command, the same for its retries.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'The idempotency key cannot be used',
    advice: 'Send one Idempotency-Key header of 1 to 128 printable ASCII characters.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'The idempotency key was used before for another input (rule 9)',
    advice: 'Send a new key for a new command; repeat a key only with exactly the same input.',
  },
  cursor_invalid: {
    status: 400,
    title: 'The cursor is not one of ours',
    advice: 'Send `cursor` exactly as `next` of the page before gave it, or leave it out for the first page.',
  },
  batch_invalid: {
    status: 400,
    title: 'The batch is not a JSON array of events',
    advice: 'Send a JSON array of 1 to 1,000 CloudEvents.',
  },
  batch_too_large: {
    status: 413,
    title: 'The batch holds too many events',
    advice: 'Send at most 1,000 events in a batch.',
  },
  body_too_large: { status: 413, title: 'The body is too large', advice: 'Send at most 1 MiB (1,048,576 bytes).' },
  content_type_unsupported: {
    status: 415,
    title: 'The content type is not supported here',
    advice:
      'Send application/json without content encoding; usage may also come as application/cloudevents+json or application/cloudevents-batch+json.',
  },
  api_key_missing: {
    status: 401,
    title: 'No API key',
    advice: 'Send `Authorization: Bearer tl_<id>_<secret>`.',
  },
  api_key_invalid: {
    status: 401,
    title: 'The API key is not valid',
    advice: 'Use a key that exists and was neither rotated nor revoked.',
  },
  scope_missing: {
    status: 403,
    title: 'The API key may not do this',
    advice: 'Use a key with one of the scopes named in `scopes`.',
  },
  account_forbidden: {
    status: 403,
    title: 'The API key is bound to another account',
    advice: 'A subscriber key sees its own account only.',
  },
  scope_not_grantable: {
    status: 403,
    title: 'The API key may not manage keys of this scope',
    advice: 'Keys with the admin scope are made, rotated and revoked with an admin key.',
  },
  route_unknown: {
    status: 404,
    title: 'There is nothing at this address',
    advice: 'Check method and path; all are listed at /docs.',
  },
  receipt_unknown: {
    status: 404,
    title: 'No charge for this usage key',
    advice: 'Check source and id, byte by byte; the usage may be held or refused, or not have arrived yet.',
  },
  request_unknown: {
    status: 404,
    title: 'No charge for this request',
    advice: 'Check the id, byte by byte; calls may be held or refused, or not have arrived yet.',
  },
  series_range_empty: {
    status: 400,
    title: 'The range of the series is empty',
    advice: 'Send a `from` that is before `until`.',
  },
  series_too_large: {
    status: 400,
    title: 'The series is too large for one answer',
    advice: 'Ask for a shorter range, for days instead of hours, or split it by less.',
  },
  source_unknown: {
    status: 404,
    title: 'Nothing was ever received from this source',
    advice: 'Take the name from GET /v1/sources, byte by byte.',
  },
  rejected_unknown: {
    status: 404,
    title: 'No rejected event with this id',
    advice: 'Take the id from GET /v1/rejected.',
  },
  held_unknown: {
    status: 404,
    title: 'No held event with this id',
    advice: 'Take the id from GET /v1/held.',
  },
  original_erased: {
    status: 410,
    title: 'The original bytes are gone',
    advice:
      'Originals are erased 30 days after their arrival, or once the event found its outcome; reason, key and digest stay. Only its producer can send it again.',
  },
  api_key_unknown: { status: 404, title: 'No API key with this id', advice: 'Take the id from GET /v1/api-keys.' },
  last_admin_key: {
    status: 409,
    title: 'This is the last admin key',
    advice: 'Make another admin key first, so that keys can still be managed.',
  },
  position_unknown: {
    status: 400,
    title: 'The ledger has not reached this position',
    advice: 'Send the position as an answer of this ledger gave it.',
  },
  live_streams_too_many: {
    status: 429,
    title: 'This API client follows too many accounts at once',
    advice: 'Close streams that nobody watches; at most `limit` are open for one client.',
  },
  live_streams_full: {
    status: 503,
    title: 'No more live streams can be opened at the moment',
    advice: 'Connect again after the time in Retry-After; until then ask GET /v1/accounts/{account}/balance.',
  },
  acknowledgement_behind: {
    status: 409,
    title: 'More was acknowledged before',
    advice: 'Go on with `cursor=acknowledged`; to be told lines again, acknowledge the earlier cursor with `force`.',
  },
  account_unknown: {
    status: 404,
    title: 'No such account',
    advice:
      'Open the account first, or check the id; an account opened a moment ago is shown once `min_position` is reached.',
  },
  period_unknown: {
    status: 404,
    title: 'No such billing period',
    advice:
      'Leave `period` out for the newest; periods are counted from 0 per account and opened by what happens in them.',
  },
  tariff_book_unknown: {
    status: 404,
    title: 'No such tariff book',
    advice: 'Publish its first version with POST /v1/tariffs/{book}/versions.',
  },
  partner_unknown: {
    status: 404,
    title: 'No contract with such a partner',
    advice: 'Choose one of GET /v1/partner-contracts, or publish it with POST /v1/partner-contracts.',
  },
  product_unknown: {
    status: 404,
    title: 'No such product in effect',
    advice: 'Choose one of GET /v1/products, or publish it with POST /v1/products.',
  },
  webhook_unknown: { status: 404, title: 'No such webhook endpoint', advice: 'Take the id from GET /v1/webhooks.' },
  webhook_delivery_unknown: {
    status: 404,
    title: 'No such delivery to this endpoint',
    advice: 'Take it from GET /v1/webhooks/{webhook}/deliveries; what ended more than 30 days ago is forgotten.',
  },
  webhook_url_refused: {
    status: 422,
    title: 'Nothing is sent to this address',
    advice: 'Name an https address of the public internet, without a user name, on port 443, 80 or from 1,024.',
  },
  webhook_disabled: {
    status: 409,
    title: 'The webhook endpoint is disabled',
    advice: 'Enable it with POST /v1/webhooks/{webhook}/enable, then repeat the request.',
  },
  webhooks_too_many: {
    status: 409,
    title: 'There are 100 webhook endpoints already',
    advice: 'Delete one that is not used any more.',
  },
  verification_running: {
    status: 409,
    title: 'A verification is running',
    advice: 'One runs at a time: wait for it, or cancel it with DELETE /v1/audit/verifications/{id}; `id` names it.',
  },
  verification_unknown: {
    status: 404,
    title: 'No such verification',
    advice: 'Take the id from POST /v1/audit/verifications; the last 20 are kept until the server stops.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot do this at the moment',
    advice: 'Repeat the request after the time in Retry-After, a command with the same idempotency key.',
  },
  not_caught_up: {
    status: 503,
    title: 'The read model has not reached the position yet',
    advice: 'Repeat the request after the time in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'The service failed',
    advice:
      'Nothing is known to be wrong with the request. Repeat it, with the same idempotency key; if it stays, report `instance`.',
  },
} as const satisfies Record<string, ProblemKind>;

export type EdgeProblemCode = keyof typeof EDGE_PROBLEMS;

export function edgeProblem(code: EdgeProblemCode, occurrence: Occurrence = {}): ProblemException {
  return new ProblemException(code, EDGE_PROBLEMS[code], occurrence);
}

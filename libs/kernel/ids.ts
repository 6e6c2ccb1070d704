/** Ids given by the client: opaque, safe in a URL and in a stream name; they never carry a person's name (rule 38). */
export const CLIENT_ID_PATTERN = '^[A-Za-z0-9_.-]{1,64}$';
const CLIENT_ID = new RegExp(CLIENT_ID_PATTERN);

export type AccountId = string;
export type MemberId = string;
export type GrantId = string;

export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

const LENGTH_MAX = 2_048;
const FIRST_UNPRIVILEGED_PORT = 1_024;
const WELL_KNOWN_PORTS = [80, 443];

/**
 * What is wrong with the form of an address, in words; `undefined` when it is sound. With `allowsPrivate`, for
 * development and trusted networks, also plain HTTP and every port.
 */
export function urlFault(text: string, allowsPrivate: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || text.length > LENGTH_MAX) return `It must be a URL of at most ${LENGTH_MAX} characters.`;
  const isHttp = url.protocol === 'http:' && allowsPrivate;
  if (url.protocol !== 'https:' && !isHttp) return 'It must begin with https://.';
  if (url.username !== '' || url.password !== '') return 'It must hold no user name or password.';
  if (url.hash !== '') return 'It must hold no fragment.';
  return allowsPrivate || isSoundPort(url) ? undefined : 'Its port must be 443, 80 or from 1,024.';
}

/** Those below belong to services that are not spoken to in HTTP. */
function isSoundPort({ port }: URL): boolean {
  return port === '' || Number(port) >= FIRST_UNPRIVILEGED_PORT || WELL_KNOWN_PORTS.includes(Number(port));
}

import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Asks the name service, like `dns.lookup` with `all`. */
export type ResolveAll = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  answer: (fault: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A name or an address that leads into a network of ours, or nowhere in public. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

const REFUSAL = 'The address is not a public one: loopback, private, link-local and reserved networks are refused.';

/** IPv6 addresses that are given out to the public internet; what lies outside may hide an IPv4 address. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Public in form, but answers from inside a cloud: the host agent of Azure. */
const HOST_AGENTS = ['168.63.129.16'];

/** Whether an IP address is one of the public internet. An IPv4 address inside an IPv6 one is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || HOST_AGENTS.includes(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || parsed.match(PUBLIC_IPV6);
}

/** Keeps messages out of networks that only this machine can reach. Judges the very addresses a connection is made to. */
export class AddressGuard {
  constructor(
    private readonly allowsPrivate: boolean,
    private readonly resolveAll: ResolveAll = systemLookup,
  ) {}

  /**
   * For the connection itself: the name is asked once, and one bad address spoils all, so that no second answer of the
   * name service leads elsewhere.
   */
  readonly lookup: LookupFunction = (hostname, options, answer) => {
    this.resolveAll(hostname, { ...options, all: true }, (fault, addresses) => {
      const problem = fault ?? this.refusalOf(addresses.map(({ address }) => address));
      const [first] = addresses ?? [];
      if (problem !== undefined) answer(problem, '');
      else if (options.all === true) answer(null, addresses);
      else answer(null, first!.address, first!.family);
    });
  };

  /** A literal address is connected to without asking anybody. @throws AddressRefused */
  requireSoundLiteral(hostname: string): void {
    const literal = hostname.replace(/^\[|\]$/g, '');
    const refusal = isIP(literal) === 0 ? undefined : this.refusalOf([literal]);
    if (refusal !== undefined) throw refusal;
  }

  /** @throws AddressRefused, or the fault of the name service */
  async requireSoundHost(hostname: string): Promise<void> {
    this.requireSoundLiteral(hostname);
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
    await new Promise<void>((resolve, reject) => {
      this.lookup(hostname, { all: true }, (fault) => (fault === null ? resolve() : reject(fault)));
    });
  }

  private refusalOf(addresses: readonly string[]): AddressRefused | undefined {
    if (addresses.length === 0) return new AddressRefused('The name has no address.');
    if (this.allowsPrivate || addresses.every(isPublicAddress)) return undefined;
    return new AddressRefused(REFUSAL);
  }
}

import { BlockList, isIP } from 'node:net';

/** The proxies whose word on the client's address counts. */
export interface TrustedProxies {
  includes(address: string): boolean;
}

/** Most entries of `X-Forwarded-For` that are looked at. */
const HOPS_MAX = 64;

/** Makes the set of trusted proxies from addresses and CIDR ranges that configuration has checked. */
export function createTrustedProxies(ranges: readonly string[]): TrustedProxies {
  if (ranges.length === 0) return { includes: () => false };
  // A BlockList lets ::/0 match IPv4 addresses: one list for each family keeps them apart.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    lists[family].addSubnet(
      address,
      bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits),
      family,
    );
  }
  return {
    includes(address) {
      const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
      return lists[family].check(address, family);
    },
  };
}

/**
 * The address of the client: `X-Forwarded-For` is walked from the right while the peer is a trusted proxy, and the
 * first address outside is the client. Null when an entry on the way cannot be read: then no address is certain.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  proxies: TrustedProxies,
): string | null {
  let address = peer === undefined ? null : plain(peer);
  // A peer on a Unix socket has no address: only a local proxy reaches it, and nothing vouches for what it says.
  if (address === null) return null;
  if (forwardedFor === undefined || !proxies.includes(address)) return address;
  const hops = (Array.isArray(forwardedFor) ? forwardedFor.join(',') : String(forwardedFor)).split(',');
  for (let left = HOPS_MAX; proxies.includes(address) && left > 0; left -= 1) {
    const hop = hops.pop()?.trim();
    if (hop === undefined || hop === '') return hops.length === 0 ? address : null;
    // A zone means something on the proxy's machine only.
    address = hop.includes('%') ? null : plain(hop);
    if (address === null) return null;
  }
  return address;
}

/** A peer sends many requests. */
const PLAIN_MAX = 1_000;
const plainOf = new Map<string, string | null>();

function plain(text: string): string | null {
  const known = plainOf.get(text);
  if (known !== undefined) return known;
  const found = toPlain(text);
  if (plainOf.size >= PLAIN_MAX) plainOf.clear();
  plainOf.set(text, found);
  return found;
}

function toPlain(text: string): string | null {
  const bare = text.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%[^%]*$/, '');
  return isIP(bare) === 0 ? null : bare;
}

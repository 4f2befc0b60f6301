import { BlockList, isIP } from 'node:net';

/** Most entries that a token's allow-list may have. */
export const ALLOWED_IPS_MAX = 256;

/** Whether a string is an IPv4 or IPv6 address or CIDR range; no zone, no leading zeros, digits only in the mask. */
export function isAddressOrRange(text: string): boolean {
  return parseRange(text) !== null;
}

/**
 * Whether an address is in an allow-list. IPv4-mapped IPv6 addresses count as IPv4 and families never cross.
 * Null for the list means no restriction; null for the address means that nobody knows it, which a restriction denies.
 */
export function addressAllowed(allowed: readonly string[] | null, address: string | null): boolean {
  if (allowed === null) return true;
  const client = address === null ? null : plainAddress(address);
  if (client === null) return false;
  return listsOf(allowed)[client.family].check(client.address, client.family);
}

/** An address in its plainest form: IPv4-mapped IPv6 as IPv4, zone removed; null when it is no address. */
function plainAddress(text: string): { address: string; family: 'ipv4' | 'ipv6' } | null {
  const bare = text.replace(/%.*$/, '');
  const mapped = mappedIpv4(bare);
  if (mapped !== null) return { address: mapped, family: 'ipv4' };
  const version = isIP(bare);
  if (version === 0) return null;
  return { address: bare, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether every entry of one allow-list lies inside an entry of another; null admits every address. */
export function rangesWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  if (outer === null) return true;
  return inner?.every((entry) => outer.some((around) => isRangeWithin(entry, around))) ?? false;
}

function isRangeWithin(inner: string, outer: string): boolean {
  const [range, around] = [parseRange(inner), parseRange(outer)];
  if (range === null || around === null || range.family !== around.family) return false;
  return range.prefix >= around.prefix && addressAllowed([outer], range.address);
}

interface Range {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefix: number;
}

function parseRange(text: string): Range | null {
  const [address = '', mask, ...rest] = text.split('/');
  const version = isIP(address);
  if (rest.length > 0 || version === 0 || address.includes('%')) return null;
  const bits = version === 4 ? 32 : 128;
  if (mask !== undefined && (!/^[0-9]{1,3}$/.test(mask) || Number(mask) > bits)) return null;
  const prefix = mask === undefined ? bits : Number(mask);
  const mapped = mappedIpv4(address);
  if (mapped !== null && prefix >= 96) return { address: mapped, family: 'ipv4', prefix: prefix - 96 };
  return { address, family: version === 4 ? 'ipv4' : 'ipv6', prefix };
}

function mappedIpv4(address: string): string | null {
  if (isIP(address) !== 6) return null;
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (groups === null) return null;
  const [high, low] = [Number.parseInt(groups[1] ?? '', 16), Number.parseInt(groups[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

// A BlockList lets ::/0 match IPv4 addresses: one list for each family keeps them apart.
type Lists = { readonly [family in 'ipv4' | 'ipv6']: BlockList };

// Allow-lists are immutable arrays that live as long as their record: compiled once for each.
const compiled = new WeakMap<readonly string[], Lists>();

function listsOf(allowed: readonly string[]): Lists {
  const known = compiled.get(allowed);
  if (known !== undefined) return known;
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const entry of allowed) {
    const range = parseRange(entry);
    if (range !== null) lists[range.family].addSubnet(range.address, range.prefix, range.family);
  }
  compiled.set(allowed, lists);
  return lists;
}

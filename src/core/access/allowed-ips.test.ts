import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressAllowed, isAddressOrRange } from './allowed-ips.ts';

describe('an allow-list', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.255', true],
    ['10.0.0.0/24', '10.0.1.0', false],
    ['203.0.113.12', '203.0.113.12', true],
    ['203.0.113.12', '203.0.113.13', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['::/0', '2001:db8::1', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
  ])('%s and %s: %s', (entry, address, allowed) => {
    expect(addressAllowed([entry], address)).toBe(allowed);
  });

  it('never crosses families', () => {
    expect(addressAllowed(['::/0'], '8.8.8.8')).toBe(false);
    expect(addressAllowed(['0.0.0.0/0'], '2001:db8::1')).toBe(false);
  });

  it('takes an IPv4-mapped IPv6 address for IPv4, on both sides and in every spelling', () => {
    expect(addressAllowed(['10.0.0.0/8'], '::ffff:10.1.2.3')).toBe(true);
    expect(addressAllowed(['10.0.0.0/8'], '0:0:0:0:0:ffff:0a01:0203')).toBe(true);
    expect(addressAllowed(['::ffff:10.0.0.0/104'], '10.1.2.3')).toBe(true);
    expect(addressAllowed(['::/0'], '::ffff:10.1.2.3')).toBe(false);
  });

  it('denies an address that nobody knows, and restricts nothing when it is absent', () => {
    expect(addressAllowed(['0.0.0.0/0', '::/0'], null)).toBe(false);
    expect(addressAllowed(['0.0.0.0/0', '::/0'], 'unix')).toBe(false);
    expect(addressAllowed(null, null)).toBe(true);
  });

  it('agrees with arithmetic on every IPv4 range and address', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.nat(0xffffffff),
        fc.integer({ min: 0, max: 32 }),
        (network, address, bits) => {
          const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
          const inside = (network & mask) >>> 0 === (address & mask) >>> 0;
          expect(addressAllowed([`${dotted(network)}/${bits}`], dotted(address))).toBe(inside);
        },
      ),
    );
  });
});

describe('an entry of an allow-list', () => {
  it.each(['10.0.0.1', '10.0.0.0/0', '10.0.0.0/032', '::1', 'fe80::1/128', '::ffff:1.2.3.4'])(
    'may be %s',
    (entry) => {
      expect(isAddressOrRange(entry)).toBe(true);
    },
  );

  it.each([
    '',
    'localhost',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/+1',
    '::/129',
    'fe80::1%eth0',
    '[::1]',
    ' 10.0.0.1',
    '10.0.0.1/8/8',
    '1.2.3.4\u0000',
  ])('may not be %j', (entry) => {
    expect(isAddressOrRange(entry)).toBe(false);
  });

  it('is decided for any string without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof isAddressOrRange(text) === 'boolean'),
    );
  });
});

function dotted(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressAllowed, isAddressOrRange, rangesWithin } from './allowed-ips.ts';

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

describe('an allow-list inside another', () => {
  it.each([
    [['10.1.0.0/16', '192.0.2.1'], ['10.0.0.0/8', '192.0.2.0/24'], true],
    [['10.0.0.0/8'], ['10.0.0.0/8'], true],
    [['10.0.0.0/7'], ['10.0.0.0/8'], false],
    [['10.0.0.1', '11.0.0.1'], ['10.0.0.0/8'], false],
    [['::1'], ['0.0.0.0/0'], false],
    [['0.0.0.0/0'], ['::/0'], false],
    [['::ffff:10.0.0.0/104'], ['10.0.0.0/8'], true],
    [['2001:db8:1::/48'], ['2001:db8::/32'], true],
    [null, ['0.0.0.0/0', '::/0'], false],
    [null, null, true],
    [['10.0.0.1'], null, true],
  ])('%j in %j: %s', (inner, outer, within) => {
    expect(rangesWithin(inner, outer)).toBe(within);
  });

  it('holds for IPv4 ranges exactly where every address of the one is an address of the other', () => {
    const range = fc.tuple(fc.nat(15), fc.integer({ min: 28, max: 32 }));
    fc.assert(
      fc.property(range, range, ([network, bits], [around, aroundBits]) => {
        const [inner, outer] = [`10.0.0.${network}/${bits}`, `10.0.0.${around}/${aroundBits}`];
        const addresses = Array.from({ length: 16 }, (_, last) => `10.0.0.${last}`);
        const expected = addresses.every(
          (address) => !addressAllowed([inner], address) || addressAllowed([outer], address),
        );
        expect(rangesWithin([inner], [outer])).toBe(expected);
      }),
    );
  });
});

function dotted(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

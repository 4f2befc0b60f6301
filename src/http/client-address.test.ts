import { describe, expect, it } from 'vitest';
import { clientAddress, createTrustedProxies } from './client-address.ts';

const proxies = createTrustedProxies(['10.0.0.0/8', '2001:db8::/32']);

describe('the client address', () => {
  it('is the peer when no proxy is trusted, whatever the header says', () => {
    expect(clientAddress('192.0.2.1', '198.51.100.7', createTrustedProxies([]))).toBe('192.0.2.1');
    expect(clientAddress('192.0.2.1', '198.51.100.7', proxies)).toBe('192.0.2.1');
  });

  it('is the first address outside the trusted proxies, from the right', () => {
    expect(clientAddress('10.0.0.1', '198.51.100.7', proxies)).toBe('198.51.100.7');
    expect(clientAddress('10.0.0.1', '198.51.100.7, 10.0.0.2', proxies)).toBe('198.51.100.7');
    expect(clientAddress('10.0.0.1', 'forged, 198.51.100.7', proxies)).toBe('198.51.100.7');
    expect(clientAddress('2001:db8::5', ['1.1.1.1', '198.51.100.7,10.2.3.4'], proxies)).toBe('198.51.100.7');
  });

  it('is the proxy itself when it speaks for nobody', () => {
    expect(clientAddress('10.0.0.1', undefined, proxies)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', '10.0.0.2', proxies)).toBe('10.0.0.2');
  });

  it("is nobody's guess when an entry on the way cannot be read", () => {
    expect(clientAddress('10.0.0.1', '198.51.100.7, unknown', proxies)).toBeNull();
    expect(clientAddress('10.0.0.1', '198.51.100.7, , 10.0.0.2', proxies)).toBeNull();
    expect(clientAddress('10.0.0.1', '198.51.100.7%eth0', proxies)).toBeNull();
    expect(clientAddress(undefined, '198.51.100.7', proxies)).toBeNull();
  });

  it('is IPv4 when the socket says so in IPv6', () => {
    expect(clientAddress('::ffff:192.0.2.1', undefined, proxies)).toBe('192.0.2.1');
    expect(clientAddress('::ffff:10.0.0.1', '198.51.100.7', proxies)).toBe('198.51.100.7');
  });
});

import { describe, expect, it } from 'vitest';
import { limitFailedAuthentications } from './failed-authentications.ts';

describe('failed authentications', () => {
  it('block an address after as many as are allowed, and no other', async () => {
    const failures = limitFailedAuthentications(3);
    for (let failed = 0; failed < 3; failed += 1) {
      expect(await failures.blockedForSeconds('192.0.2.1')).toBeNull();
      await failures.note('192.0.2.1');
    }
    expect(await failures.blockedForSeconds('192.0.2.1')).toBeGreaterThan(0);
    expect(await failures.blockedForSeconds('192.0.2.2')).toBeNull();
  });

  it('count an IPv6 network of 64 bits as one address', async () => {
    const failures = limitFailedAuthentications(1);
    await failures.note('2001:db8:1:2::1');
    expect(await failures.blockedForSeconds('2001:db8:1:2:ffff::9')).toBeGreaterThan(0);
    expect(await failures.blockedForSeconds('2001:db8:1:3::1')).toBeNull();
    await failures.note('::1');
    expect(await failures.blockedForSeconds('::2')).toBeGreaterThan(0);
  });

  it('are not limited when the limit is 0', async () => {
    const failures = limitFailedAuthentications(0);
    for (let failed = 0; failed < 50; failed += 1) await failures.note(null);
    expect(await failures.blockedForSeconds(null)).toBeNull();
  });
});

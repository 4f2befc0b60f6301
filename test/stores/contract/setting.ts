import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';

export function settingContract(store: () => Store): void {
  test('a setting is written over, or left alone when it is present', async () => {
    const write = (value: string, ifAbsent: boolean) =>
      store().change.writeSetting({ name: 'n', value, ifAbsent });
    expect(await store().readSetting('n')).toBeNull();
    expect(await write('1', true)).toMatchObject({ outcome: 'written', value: '1', subjects: [] });
    expect(await write('2', true)).toMatchObject({ value: '1' });
    expect(await write('3', false)).toMatchObject({ value: '3' });
    expect(await store().readSetting('n')).toBe('3');
  });

  test('the store answers a ping', async () => {
    await expect(store().ping()).resolves.toBeUndefined();
  });
}

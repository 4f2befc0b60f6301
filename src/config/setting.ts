import { ConfigError } from './config-error.ts';
import type { Env, EnvName } from './env.ts';

/** A text; blank counts as absent. */
export function textSetting(env: Env, name: EnvName, absent: string): string {
  const value = env[name]?.trim() ?? '';
  return value === '' ? absent : value;
}

/** A whole number within bounds. */
export function integerSetting<Absent extends number | null>(
  env: Env,
  name: EnvName,
  absent: Absent,
  { min, max }: { readonly min: number; readonly max: number },
): number | Absent {
  const text = textSetting(env, name, '');
  if (text === '') return absent;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}`);
  return value;
}

/** true or false. */
export function flagSetting(env: Env, name: EnvName, absent: boolean): boolean {
  const text = textSetting(env, name, String(absent)).toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(text)) return true;
  if (['false', '0', 'no', 'off'].includes(text)) return false;
  throw new ConfigError(`${name} must be true or false`);
}

/** One of several words. */
export function oneOfSetting<Word extends string>(
  env: Env,
  name: EnvName,
  absent: NoInfer<Word>,
  words: readonly Word[],
): Word {
  const text = textSetting(env, name, absent).toLowerCase();
  const word = words.find((one) => one === text);
  if (word === undefined) throw new ConfigError(`${name} must be one of: ${words.join(', ')}`);
  return word;
}

/** Items between commas, each of which must pass a test. */
export function listSetting(
  env: Env,
  name: EnvName,
  isItem: (text: string) => boolean,
  item: string,
): readonly string[] {
  const items = textSetting(env, name, '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (!items.every(isItem)) throw new ConfigError(`${name} must list items between commas, each ${item}`);
  return items;
}

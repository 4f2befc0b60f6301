import { crc32 } from 'node:zlib';

/** Checksums that formats append to their secrets, so that a typing error is told without a look-up. */
export const checksum = {
  /** CRC-32 of `text` in base 62 (`0-9A-Za-z`), left-padded with `0` to six characters. */
  base62(text: string): string {
    return toDigits(crc32(text), base62Digits).padStart(6, '0');
  },
  /** CRC-32 of `text` in base 36 (`0-9a-z`), left-padded with `0` to seven characters. */
  base36(text: string): string {
    return crc32(text).toString(36).padStart(7, '0');
  },
};

const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function toDigits(value: number, digits: string): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length)) {
    text = digits.charAt(rest % digits.length) + text;
  }
  return text;
}

import type { Random } from '../random.ts';

/** `length` characters of `alphabet`, each equally likely. */
export function randomText(random: Random, alphabet: string, length: number): string {
  // Bytes from `limit` on are thrown away: taking the remainder of all 256 would favour the first characters.
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    if (round === roundsMax) throw new Error('The source of randomness does not yield usable bytes.');
    for (const byte of random.bytes(length - text.length)) {
      if (byte < limit) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}

const roundsMax = 1_000;

/** The showable form of a secret: `prefix`, which must not be secret, and at most the last four characters. */
export function maskSecret(secret: string, prefix: string): string {
  // Four characters of a short imported secret would be too large a part of it.
  if (secret.length < lengthMin) return '****';
  return `${prefix}****${secret.slice(-4).toWellFormed()}`;
}

const lengthMin = 20;

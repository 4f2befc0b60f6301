/** The forms in which version 1 shows a new secret, the one for clients that want none in particular first. */
const formats = [
  { type: 'application/json', header: null },
  { type: 'text/plain', header: null },
  { type: 'text/csv', header: 'present' },
  { type: 'text/csv', header: 'absent' },
] as const;
export type SecretFormat = (typeof formats)[number];

/** The form that an `Accept` header wants most; null when it wants none of them. */
export function acceptedFormat(accept = ''): SecretFormat | null {
  const ranges = accept.split(',').flatMap((text) => parseRange(text) ?? []);
  if (ranges.length === 0) return formats[0];
  const judged = formats.map((format) => ({ format, ...preferenceFor(format, ranges) }));
  const best = judged.reduce((one, other) =>
    other.quality > one.quality || (other.quality === one.quality && other.precision > one.precision)
      ? other
      : one,
  );
  return best.quality > 0 ? best.format : null;
}

interface Range {
  readonly type: string;
  readonly header: string | null;
  readonly quality: number;
}

function parseRange(text: string): Range | null {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  if (!/^(?:\*\/\*|[\w.+-]+\/(?:\*|[\w.+-]+))$/.test(type)) return null;
  const values = new Map(
    parameters.map((one) => {
      const [name = '', value = ''] = one.split('=', 2);
      return [name.trim(), value.trim().replaceAll('"', '')];
    }),
  );
  const quality = values.get('q') ?? '1';
  return {
    type,
    header: values.get('header') ?? null,
    quality: /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(quality) ? Number(quality) : 1,
  };
}

/** What the most precise range that a format falls under says of it. */
function preferenceFor(format: SecretFormat, ranges: readonly Range[]) {
  return ranges
    .map((range) => ({ quality: range.quality, precision: precisionOf(format, range) }))
    .reduce((one, other) => (other.precision > one.precision ? other : one), { quality: 0, precision: 0 });
}

function precisionOf(format: SecretFormat, { type, header }: Range): number {
  if (type === '*/*') return 1;
  if (type.endsWith('/*')) return format.type.startsWith(type.slice(0, -1)) ? 2 : 0;
  if (type !== format.type) return 0;
  if (header === null) return 3;
  return header === format.header ? 4 : 0;
}

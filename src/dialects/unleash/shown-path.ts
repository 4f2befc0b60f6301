import type { Kinds } from '../../core/kinds/all-kinds.ts';

/** The path of a URL as an error may repeat it: Unleash's paths hold secrets, which errors never show. */
export function shownPath(url: string, kinds: Kinds): string {
  const [path = '/'] = url.split('?', 1);
  return path
    .split('/')
    .map((segment) => (isSecret(segment, kinds) ? '[secret]' : segment))
    .join('/');
}

function isSecret(segment: string, kinds: Kinds): boolean {
  const { class: shape } = kinds.recognise(decoded(segment));
  return shape === 'well_formed' || shape === 'malformed';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The paths of the routes; their fixed words are matched without regard to case. */
const routePaths = [
  '/edge/validate',
  '/api/admin',
  '/api/admin/api-tokens',
  '/api/admin/api-tokens/:name',
  '/api/admin/projects/:projectId/api-tokens',
  '/api/admin/projects/:projectId/api-tokens/:token',
  '/api/admin/user/tokens',
  '/api/admin/user/tokens/:id',
  '/api/admin/search/events',
].map(toSegments);

/** Express, which Unleash runs on, takes `/API//admin/api-tokens/x/` for `/api/admin/api-tokens/x`. */
export function canonicalUrl(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  return canonicalPath(toSegments(path)) + url.slice(path.length);
}

function canonicalPath(segments: readonly string[]): string {
  const template = routePaths.filter((one) => beginsWith(segments, one)).at(-1) ?? [];
  return `/${segments.map((segment, index) => (isFixed(template[index]) ? template[index] : segment)).join('/')}`;
}

function beginsWith(segments: readonly string[], template: readonly string[]): boolean {
  return (
    segments.length >= template.length &&
    template.every((word, index) => !isFixed(word) || word === segments[index]?.toLowerCase())
  );
}

function isFixed(word: string | undefined): word is string {
  return word !== undefined && !word.startsWith(':');
}

function toSegments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

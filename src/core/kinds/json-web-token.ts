/** Whether `text` has the form of a signed JSON Web Token: three base64url parts, the first a header with `alg`. */
export function isJsonWebToken(text: string): boolean {
  if (!compactForm.test(text)) return false;
  try {
    const header: unknown = JSON.parse(Buffer.from(text.slice(0, text.indexOf('.')), 'base64url').toString());
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}

const compactForm = /^ey[\w-]+\.[\w-]+\.[\w-]+$/;

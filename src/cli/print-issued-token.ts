import { printJson } from './data-command.ts';
import { type IssuedToken, ownerOf } from './native-objects.ts';
import { printable } from './printable.ts';

/** Prints a secret alone on standard output, so that a script can take it, and what it is on standard error. */
export function printIssuedToken(issued: IssuedToken, { json }: { readonly json?: true }): void {
  if (json) {
    printJson(issued);
    return;
  }
  const { data, meta } = issued;
  process.stdout.write(`${meta.secret}\n`);
  const owner = ownerOf(data) ?? 'nobody';
  const end = data.expires_at === null ? 'never expires' : `expires ${data.expires_at}`;
  process.stderr.write(
    printable(`Token ${data.id} (${data.kind} of ${owner}, ${end}). Its secret is not shown again.`).concat(
      '\n',
    ),
  );
}

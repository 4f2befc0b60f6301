import type { Random } from '../random.ts';
import type { SecretContext, TokenFormat } from './kind.ts';

/** A secret of `format` for documentation, always the same: made of counted bytes, it is never issued. */
export function exampleSecret(format: TokenFormat, attributes: SecretContext['attributes'] = {}): string {
  return format.generate(counted, { accountId: 1, attributes });
}

const counted: Random = {
  bytes: (count) => Buffer.from(Array.from({ length: count }, (_, index) => index % 248)),
  uuid: () => '00000000-0000-4000-8000-000000000000',
};

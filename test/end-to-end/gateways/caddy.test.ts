import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSystemPackage } from '../../support/system-package.ts';
import { gatewayContract } from './gateway-contract.ts';
import { gatewayOf } from './start-gateway.ts';

const caddy = await requireSystemPackage('caddy');

gatewayContract(
  'Caddy',
  gatewayOf({
    command(directory) {
      // Its administration would listen on a fixed port.
      writeFileSync(join(directory, 'main'), '{\n\tadmin off\n}\nimport Caddyfile\n');
      return [caddy, 'run', '--config', 'main', '--adapter', 'caddyfile'];
    },
    files: {
      Caddyfile: ({ listen, jeton, api }) => ({
        'http://:8000': `http://:${listen}`,
        '127.0.0.1:7171': `127.0.0.1:${jeton}`,
        '127.0.0.1:8080': `127.0.0.1:${api}`,
        '192.0.2.10/32': '127.0.0.1/32',
      }),
    },
  }),
);

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSystemPackage } from '../../support/system-package.ts';
import { gatewayContract } from './gateway-contract.ts';
import { gatewayOf } from './start-gateway.ts';

const nginx = await requireSystemPackage('nginx', ['nginx']);

/** What a distribution's nginx.conf has around conf.d; everything it writes stays in its directory. */
const around = (directory: string) => `
  ${process.getuid?.() === 0 ? 'user root;' : ''}
  daemon off;
  pid nginx.pid;
  error_log stderr;
  events {}
  http {
    access_log off;
    ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${directory}/${one};`).join('\n')}
    include ${directory}/nginx.conf;
  }
`;

gatewayContract(
  'nginx',
  gatewayOf({
    command(directory) {
      writeFileSync(join(directory, 'main.conf'), around(directory));
      return [nginx, '-p', directory, '-e', 'stderr', '-c', 'main.conf'];
    },
    files: {
      'nginx.conf': ({ listen, jeton, api }) => ({
        '0.0.0.0:8000': `127.0.0.1:${listen}`,
        '127.0.0.1:7171': `127.0.0.1:${jeton}`,
        '127.0.0.1:8080': `127.0.0.1:${api}`,
      }),
    },
  }),
);

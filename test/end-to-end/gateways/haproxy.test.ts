import { requireSystemPackage } from '../../support/system-package.ts';
import { gatewayContract } from './gateway-contract.ts';
import { gatewayOf } from './start-gateway.ts';

const haproxy = await requireSystemPackage('haproxy');

gatewayContract(
  'HAProxy',
  gatewayOf({
    command: () => [haproxy, '-db', '-f', 'haproxy.cfg'],
    files: {
      'haproxy.cfg': ({ listen, jeton, api }) => ({
        '0.0.0.0:8000': `127.0.0.1:${listen}`,
        '127.0.0.1:7171': `127.0.0.1:${jeton}`,
        '127.0.0.1:8080': `127.0.0.1:${api}`,
      }),
      'jeton.lua': () => ({}),
    },
  }),
);

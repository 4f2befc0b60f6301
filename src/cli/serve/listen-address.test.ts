import { expect, it } from 'vitest';
import { listenAddressOf } from './listen-address.ts';

const bound = (port: number) => ({ address: '', family: '', port });

it.each([
  ['127.0.0.1', 'http://127.0.0.1:7171', 'http://127.0.0.1:7171'],
  ['localhost', 'http://localhost:7171', 'http://localhost:7171'],
  ['0.0.0.0', 'http://0.0.0.0:7171', 'http://127.0.0.1:7171'],
  ['::', 'http://[::]:7171', 'http://[::1]:7171'],
  ['fd00::1', 'http://[fd00::1]:7171', 'http://[fd00::1]:7171'],
])('listening on %s is told as %s and reached at %s', (host, name, curlTarget) => {
  expect(listenAddressOf({ listen: { host, port: 0 }, tls: null }, bound(7171))).toEqual({
    name,
    curlTarget,
  });
});

it('tells that it speaks TLS', () => {
  const tls = { certFile: 'cert', keyFile: 'key' };
  expect(listenAddressOf({ listen: { host: '0.0.0.0', port: 0 }, tls }, bound(7171))).toEqual({
    name: 'https://0.0.0.0:7171',
    curlTarget: 'https://127.0.0.1:7171',
  });
});

it('reaches a Unix socket whatever its path', () => {
  expect(listenAddressOf({ listen: { socketPath: "/run/it's here/j.sock" }, tls: null }, null)).toEqual({
    name: "unix:/run/it's here/j.sock",
    curlTarget: "--unix-socket '/run/it'\\''s here/j.sock' http://localhost",
  });
});

import { expect, it, onTestFinished } from 'vitest';
import { requireSystemPackage } from '../support/system-package.ts';

it('a program that is there is found, without installing anything', async () => {
  expect(await requireSystemPackage('no-such-package', ['sh'])).toMatch(/\/sh$/);
});

it('a missing package that must not be installed fails the tests and names the command', async () => {
  const before = process.env.JETON_TEST_INSTALL;
  onTestFinished(() => {
    if (before === undefined) delete process.env.JETON_TEST_INSTALL;
    else process.env.JETON_TEST_INSTALL = before;
  });
  process.env.JETON_TEST_INSTALL = '0';
  await expect(requireSystemPackage('no-such-package')).rejects.toThrow(
    /apt-get install .*no-such-package|packages/,
  );
});

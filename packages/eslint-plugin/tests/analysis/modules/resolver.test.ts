import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Resolver } from '../../../src/analysis/modules/resolver.js';
import { temporaryProject } from '../../support/temporary-project.js';

const manifest = (fields: object) => JSON.stringify(fields);

/** Where `specifier` leads from `from`, both in a project made of `files`. */
function resolveIn(files: Readonly<Record<string, string>>, from: string, specifier: string) {
  const root = temporaryProject(files);
  const found = new Resolver().resolve(join(root, from), specifier);
  return found?.kind === 'file' ? found.file.slice(root.length + 1) : found;
}

describe('relative specifiers', () => {
  it.each([
    ['./tag', 'src/tag.ts'],
    ['./tag.js', 'src/tag.ts'],
    ['./tag.ts', 'src/tag.ts'],
    ['./view.js', 'src/view.tsx'],
    ['./module.mjs', 'src/module.mts'],
    ['./common.cjs', 'src/common.cts'],
    ['./plain', 'src/plain.js'],
    ['./folder', 'src/folder/index.ts'],
    ['./folder/index.js', 'src/folder/index.ts'],
    ['./tag.service', 'src/tag.service.ts'],
    ['..', 'index.ts'],
  ])('finds the source behind %s', (specifier, expected) => {
    const paths = ['tag.ts', 'view.tsx', 'module.mts', 'common.cts', 'plain.js', 'folder/index.ts', 'tag.service.ts'];
    const files = Object.fromEntries([...paths.map((path) => [`src/${path}`, '']), ['index.ts', '']]) as Record<
      string,
      string
    >;
    expect(resolveIn(files, 'src/main.ts', specifier)).toBe(expected);
  });

  it('takes the source where the built file lies beside it', () => {
    expect(resolveIn({ 'tag.ts': '', 'tag.d.ts': '' }, 'main.ts', './tag')).toBe('tag.ts');
  });

  it('knows nothing of a file that is not there, or that is no source', () => {
    expect(resolveIn({ 'data.json': '{}', 'types.d.ts': '' }, 'main.ts', './gone')).toBeUndefined();
    expect(resolveIn({ 'data.json': '{}' }, 'main.ts', './data.json')).toBeUndefined();
    expect(resolveIn({ 'types.d.ts': '' }, 'main.ts', './types')).toBeUndefined();
  });

  it('does not follow into installed packages', () => {
    expect(resolveIn({ 'node_modules/x/index.js': '' }, 'main.ts', './node_modules/x/index.js')).toBeUndefined();
  });
});

describe('packages', () => {
  it.each([
    ['typeorm', 'typeorm'],
    ['typeorm/driver/types', 'typeorm'],
    ['@nestjs/common', '@nestjs/common'],
    ['@scope/name/deep/file.js', '@scope/name'],
    ['node:fs', 'node:fs'],
  ])('takes %s as the package %s', (specifier, name) => {
    expect(resolveIn({}, 'main.ts', specifier)).toEqual({ kind: 'package', name });
  });

  it('needs nothing installed, and follows into nothing that is', () => {
    const files = {
      'node_modules/tool/package.json': manifest({ main: 'index.js' }),
      'node_modules/tool/index.js': '',
    };
    expect(resolveIn(files, 'main.ts', 'tool')).toEqual({ kind: 'package', name: 'tool' });
  });

  it('takes a known ORM as that even where an alias would catch it', () => {
    const tsconfig = manifest({ compilerOptions: { paths: { '*': ['./src/*'] } } });
    expect(resolveIn({ 'tsconfig.json': tsconfig, 'src/pg.ts': '' }, 'main.ts', 'pg')).toEqual({
      kind: 'package',
      name: 'pg',
    });
  });
});

describe('path aliases', () => {
  const src = { 'src/tags/tag.ts': '', 'src/index.ts': '' };
  const withPaths = (options: object) => manifest({ compilerOptions: options });

  it('follows a pattern', () => {
    const files = { ...src, 'tsconfig.json': withPaths({ paths: { '@/*': ['./src/*'] } }) };
    expect(resolveIn(files, 'src/tags/main.ts', '@/tags/tag.js')).toBe('src/tags/tag.ts');
  });

  it('follows an exact name', () => {
    const files = { ...src, 'tsconfig.json': withPaths({ paths: { app: ['./src/index.ts'] } }) };
    expect(resolveIn(files, 'src/tags/main.ts', 'app')).toBe('src/index.ts');
  });

  it('tries the targets of a pattern in their order', () => {
    const files = { ...src, 'tsconfig.json': withPaths({ paths: { '@/*': ['./generated/*', './src/*'] } }) };
    expect(resolveIn(files, 'main.ts', '@/tags/tag')).toBe('src/tags/tag.ts');
  });

  it('takes paths against the base URL, and bare names too', () => {
    const files = { ...src, 'tsconfig.json': withPaths({ baseUrl: 'src', paths: { '#t/*': ['tags/*'] } }) };
    expect(resolveIn(files, 'main.ts', '#t/tag')).toBe('src/tags/tag.ts');
    expect(resolveIn(files, 'main.ts', 'tags/tag')).toBe('src/tags/tag.ts');
  });

  it('reads comments and trailing commas', () => {
    const tsconfig = `// the app\n{ "compilerOptions": { /* short */ "paths": { "@/*": ["./src/*",], }, }, }`;
    expect(resolveIn({ ...src, 'tsconfig.json': tsconfig }, 'main.ts', '@/tags/tag')).toBe('src/tags/tag.ts');
  });

  it('inherits from the file that is extended', () => {
    const files = {
      ...src,
      'tsconfig.base.json': withPaths({ paths: { '@/*': ['./src/*'] } }),
      'app/tsconfig.json': manifest({ extends: '../tsconfig.base' }),
    };
    expect(resolveIn(files, 'app/main.ts', '@/tags/tag')).toBe('src/tags/tag.ts');
  });

  it('works past an extends that leads nowhere', () => {
    const tsconfig = manifest({
      extends: ['@acme/tsconfig/node.json', './gone.json'],
      compilerOptions: { paths: { '@/*': ['./src/*'] } },
    });
    expect(resolveIn({ ...src, 'tsconfig.json': tsconfig }, 'main.ts', '@/tags/tag')).toBe('src/tags/tag.ts');
    expect(resolveIn({ ...src, 'tsconfig.json': tsconfig }, 'src/main.ts', './tags/tag')).toBe('src/tags/tag.ts');
  });

  it('works with an extends that leads in a circle', () => {
    const files = {
      ...src,
      'tsconfig.json': manifest({ extends: './other.json', compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'other.json': manifest({ extends: './tsconfig.json' }),
    };
    expect(resolveIn(files, 'main.ts', '@/tags/tag')).toBe('src/tags/tag.ts');
  });

  it('works with a tsconfig that cannot be read', () => {
    expect(resolveIn({ ...src, 'tsconfig.json': '{{{' }, 'src/main.ts', './tags/tag')).toBe('src/tags/tag.ts');
  });

  it('reads a jsconfig', () => {
    const files = { ...src, 'jsconfig.json': withPaths({ paths: { '~/*': ['./src/*'] } }) };
    expect(resolveIn(files, 'main.js', '~/tags/tag')).toBe('src/tags/tag.ts');
  });
});

describe('workspaces', () => {
  const main = 'apps/api/main.ts';

  it.each([
    ['a list', { 'package.json': manifest({ workspaces: ['apps/*', 'packages/*'] }) }],
    ['a list of yarn', { 'package.json': manifest({ workspaces: { packages: ['packages/**'] } }) }],
    ['a path', { 'package.json': manifest({ workspaces: ['./packages/db'] }) }],
    [
      'pnpm',
      { 'package.json': '{}', 'pnpm-workspace.yaml': "packages:\n  # all\n  - 'apps/*'\n\n  - packages/* # two\n" },
    ],
    [
      'pnpm on Windows',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\r\n  - apps/*\r\n  - "packages/*"\r\n' },
    ],
  ])('finds packages that %s names', (_form, files) => {
    const all = {
      ...(files as Record<string, string>),
      'packages/db/package.json': manifest({ name: '@acme/db', main: 'src/index.ts' }),
      'packages/db/src/index.ts': '',
    };
    expect(resolveIn(all, main, '@acme/db')).toBe('packages/db/src/index.ts');
  });

  const root = { 'package.json': manifest({ workspaces: ['apps/*', 'packages/*'] }) };
  const db = (fields: object, files: readonly string[]) => ({
    ...root,
    'packages/db/package.json': manifest({ name: '@acme/db', ...fields }),
    ...(Object.fromEntries(files.map((file) => [`packages/db/${file}`, ''])) as Record<string, string>),
  });

  it.each([
    [{ main: 'dist/index.js' }, 'src/index.ts'],
    [{ main: './dist/index.js', types: './dist/index.d.ts' }, 'src/index.ts'],
    [{ main: 'build/main.cjs' }, 'src/main.cts'],
    [{ exports: './dist/index.js' }, 'src/index.ts'],
    [{ exports: { '.': { import: './dist/index.mjs', require: './dist/index.cjs' } } }, 'src/index.mts'],
    [{ exports: { import: './dist/index.js' } }, 'src/index.ts'],
    [{ source: 'source/entry.ts' }, 'source/entry.ts'],
    [{}, 'index.ts'],
    [{}, 'src/index.ts'],
  ])('finds the source of an entry %j that is only there once it is built', (fields, file) => {
    expect(resolveIn(db(fields, [file]), main, '@acme/db')).toBe(`packages/db/${file}`);
  });

  it.each([
    [{}, '@acme/db/tags', 'tags.ts'],
    [{}, '@acme/db/tags', 'src/tags.ts'],
    [{}, '@acme/db/src/tags', 'src/tags.ts'],
    [{}, '@acme/db/dist/tags.js', 'src/tags.ts'],
    [{ exports: { './tags': './dist/tags.js' } }, '@acme/db/tags', 'src/tags.ts'],
    [{ exports: { './*': { default: './dist/queries/*.js' } } }, '@acme/db/tags', 'src/queries/tags.ts'],
  ])('with %j finds %s', (fields, specifier, file) => {
    expect(resolveIn(db(fields, [file]), main, specifier)).toBe(`packages/db/${file}`);
  });

  it('finds a file behind the imports of a package', () => {
    const files = { 'package.json': manifest({ imports: { '#db': './src/db.ts' } }), 'src/db.ts': '' };
    expect(resolveIn(files, 'src/main.ts', '#db')).toBe('src/db.ts');
  });

  it('leaves a package of the workspace without sources to itself', () => {
    expect(resolveIn(db({ main: 'dist/index.js' }, []), main, '@acme/db')).toEqual({
      kind: 'package',
      name: '@acme/db',
    });
  });

  it('finds packages of a repository inside of another one', () => {
    const files = {
      'package.json': manifest({ workspaces: ['examples'] }),
      'examples/package.json': manifest({ workspaces: ['packages/*'] }),
      'examples/packages/db/package.json': manifest({ name: '@acme/db' }),
      'examples/packages/db/index.ts': '',
    };
    expect(resolveIn(files, 'examples/packages/api/main.ts', '@acme/db')).toBe('examples/packages/db/index.ts');
  });

  it('does not look beyond the repository', () => {
    const files = {
      'package.json': manifest({ workspaces: ['packages/*'] }),
      'packages/db/package.json': manifest({ name: '@acme/db' }),
      'packages/db/index.ts': '',
      'clone/.git/HEAD': '',
    };
    expect(resolveIn(files, 'clone/main.ts', '@acme/db')).toEqual({ kind: 'package', name: '@acme/db' });
  });
});

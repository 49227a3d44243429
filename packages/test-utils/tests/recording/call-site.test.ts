import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RawCallSite } from '../../src/interceptor/call-origin.js';
import { callSiteOf, resolveCallSite } from '../../src/recording/call-site.js';

const root = join(process.cwd(), 'app');
const file = join(root, 'src', 'posts (old).ts');

function rawSite(...frames: string[]): RawCallSite {
  return namedSite('list', ...frames);
}

function namedSite(functionName: string | undefined, ...frames: string[]): RawCallSite {
  const error = new Error('call site');
  error.stack = ['Error: call site', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return { file: join(root, 'dist', 'posts.js'), line: 1, column: 2, functionName, error, depth: frames.length - 1 };
}

describe('resolveCallSite', () => {
  it.each([
    ['a function', `listPosts (${file}:24:31)`, 'listPosts', 'listPosts'],
    ['a method', `PostService.list (${file}:24:31)`, 'list', 'PostService.list'],
    ['a constructor', `new PostService (${file}:24:31)`, 'PostService', 'new PostService'],
    ['an asynchronous function', `async listPosts (${file}:24:31)`, 'listPosts', 'listPosts'],
    ['a function without a name', `${file}:24:31`, undefined, undefined],
    ['an asynchronous function without a name', `async ${file}:24:31`, undefined, undefined],
    ['the body of a module', `Object.<anonymous> (${file}:24:31)`, undefined, undefined],
    ['a file URL', `listPosts (${pathToFileURL(file).href}:24:31)`, 'listPosts', 'listPosts'],
    ['a function that its source map calls by what it calls', `query (${file}:24:31)`, 'listPosts', 'listPosts'],
    ['a nameless function that its source map gives a name', `query (${file}:24:31)`, undefined, undefined],
  ])('reads %s', (_name, frame, rawName, functionName) => {
    expect(resolveCallSite(namedSite(rawName, frame))).toEqual({ file, line: 24, column: 31, functionName });
  });

  it('reads the frame itself, whatever the frames before it are mapped to', () => {
    const raw = rawSite(
      `query (${join(root, 'src', 'driver', 'QueryRunner.ts')}:1:1)`,
      'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      `async Promise.all (index 0)`,
      `list (${file}:3:4)`,
    );
    expect(resolveCallSite(raw)).toEqual({ file, line: 3, column: 4, functionName: 'list' });
  });

  it('answers the raw location where the formatted stack names no file of the application', () => {
    expect(resolveCallSite(rawSite('native'))).toEqual({
      file: join(root, 'dist', 'posts.js'),
      line: 1,
      column: 2,
      functionName: 'list',
    });
  });

  it('formats the stack of a location once', () => {
    let reads = 0;
    const raw = rawSite('list');
    const error = Object.defineProperty(new Error('call site'), 'stack', {
      get() {
        reads += 1;
        return `Error\n    at list (${file}:5:6)`;
      },
    });
    const site: RawCallSite = { ...raw, error };
    expect(resolveCallSite(site)).toBe(resolveCallSite(site));
    expect(reads).toBe(1);
  });
});

describe('callSiteOf', () => {
  it('passes over packages, Node, this package and evaluated code', () => {
    const own = join(__dirname, '..', '..', 'src', 'interceptor', 'client-patch.ts');
    const { error } = rawSite(
      `query (${own}:1:1)`,
      `find (${join(root, 'node_modules', 'orm', 'index.js')}:1:1)`,
      'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      `eval (eval at <anonymous> (${file}:1:1), <anonymous>:1:1)`,
      `async Promise.all (index 0)`,
      `list (${file}:3:4)`,
    );
    expect(callSiteOf(error)).toEqual({ file, line: 3, column: 4, functionName: 'list' });
  });

  it("answers nothing where no line is the application's", () => {
    expect(callSiteOf(rawSite('native').error)).toBeUndefined();
  });
});

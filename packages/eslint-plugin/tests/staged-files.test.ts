import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { codeBlocks } from './support/markdown.js';
import { temporaryProject, writeIn } from './support/temporary-project.js';

const run = promisify(execFile);
const packageRoot = join(import.meta.dirname, '..');
const README = codeBlocks(readFileSync(join(packageRoot, 'README.md'), 'utf8'));
const codeOf = (part: string): string => README.find(({ code }) => code.includes(part))?.code ?? '';
const CONFIG = codeOf('flatquery.configs.recommended]');
const CACHED = codeOf('cacheKey:');
const HOOK = codeOf('git diff --cached');

const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

const QUERIES =
  "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const labelOf = (id: number) => pool.query('SELECT $1', [id]);\n";
const ANSWERS = 'export const labelOf = (id: number) => String(id);\n';
const LOOP =
  "import { labelOf } from './label.js';\nexport async function labels(ids: number[]) {\n  for (const id of ids) await labelOf(id);\n}\n";

/** A repository with one commit: a helper, and the configuration. */
function repository(config: string, helper: string): { root: string; git: (...args: string[]) => Promise<string> } {
  const root = temporaryProject({
    'package.json': JSON.stringify({ type: 'module', dependencies: { pg: '8' } }),
    '.gitignore': 'node_modules\n.eslintcache\n',
    'eslint.config.js': config,
    'src/label.ts': helper,
    'src/old.ts': LOOP,
  });
  symlinkSync(join(packageRoot, '../../node_modules'), join(root, 'node_modules'));
  const git = async (...args: string[]): Promise<string> => {
    const names = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    // Where these tests themselves run in a hook, git's variables name another repository.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    const { stdout, stderr } = await run('git', [...names, ...args], { cwd: root, env });
    return stdout + stderr;
  };
  return { root, git };
}

// Nothing else of this package needs git.
describe.skipIf(!hasGit)('the hook of the README', { timeout: 60_000 }, () => {
  it('refuses a staged query in a loop, whose helper is not staged, and lets its mend pass', async () => {
    const { root, git } = repository(CONFIG, QUERIES);
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'helper');
    writeIn(root, '.git/hooks/pre-commit', HOOK);
    execFileSync('chmod', ['+x', join(root, '.git/hooks/pre-commit')]);

    writeIn(root, 'src/labels of posts.ts', LOOP);
    await git('add', '.');
    const refused = await git('commit', '--message', 'labels').catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    expect(refused).toMatchObject({ code: 1 });
    const told = typeof refused === 'string' ? refused : refused.stdout + refused.stderr;
    expect(told).toContain('labels of posts.ts');
    expect(told).toContain('`labelOf` leads to a query for each element of `ids`');
    expect(told).not.toContain('old.ts');

    writeIn(root, 'src/labels of posts.ts', 'export const labels = [];\n');
    await git('add', '.');
    expect(await git('commit', '--message', 'labels')).toContain('1 file changed');
  });
});

describe.skipIf(!hasGit)("ESLint's cache", { timeout: 60_000 }, () => {
  it.each([
    ['keeps what it found of a file though its helper queries now', CONFIG, []],
    ['looks at all files anew with the key of the README', CACHED, ['@flatquery/no-query-in-loop']],
  ])('%s', async (_, config, expected) => {
    const { root, git } = repository(config, ANSWERS);
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'helper');
    expect(await lintCached(root)).toEqual([]);
    writeIn(root, 'src/label.ts', QUERIES);
    expect(await lintCached(root)).toEqual(expected);
  });
});

async function lintCached(root: string): Promise<(string | null)[]> {
  const command = [join(packageRoot, '../../node_modules/eslint/bin/eslint.js'), '--cache', '--format', 'json', 'src'];
  const { stdout } = await run(process.execPath, command, { cwd: root }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const results = JSON.parse(stdout) as { messages: { ruleId: string | null }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

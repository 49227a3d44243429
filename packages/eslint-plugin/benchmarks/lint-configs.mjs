// What is compared: nothing but ESLint's own work, this plugin, and two rules that also look beyond one file.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import parser from '@typescript-eslint/parser';

const require = createRequire(import.meta.url);

const LANGUAGE = {
  parser,
  ecmaVersion: 'latest',
  sourceType: 'module',
  parserOptions: { ecmaFeatures: { jsx: true } },
};

/** A rule that does nothing: ESLint parses, builds scopes and walks through the tree all the same. */
const empty = { rules: { empty: { create: () => ({ Program() {} }) } } };

const untyped = (name, plugin, rules, settings = {}) => [
  {
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: LANGUAGE,
    plugins: { [name]: plugin },
    rules,
    settings,
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
];

const MAKERS = {
  'ESLint alone': () => untyped('none', empty, { 'none/empty': 'error' }),

  flatquery: async (_project, _rivals, cache) => {
    const { default: flatquery } = await import('../dist/index.js');
    const rules = Object.fromEntries(Object.keys(flatquery.rules).map((rule) => [`@flatquery/${rule}`, 'error']));
    return untyped('@flatquery', flatquery, rules, { flatquery: { cache } });
  },

  'import-x/no-cycle': async (_project, rivals) => {
    const entry = createRequire(join(rivals, 'package.json')).resolve('eslint-plugin-import-x');
    const { default: importX, createNodeResolver } = await import(pathToFileURL(entry).href);
    const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
    return untyped(
      'import-x',
      importX,
      { 'import-x/no-cycle': 'error' },
      {
        'import-x/extensions': extensions,
        'import-x/external-module-folders': ['node_modules'],
        'import-x/parsers': { [require.resolve('@typescript-eslint/parser')]: ['.ts', '.tsx', '.mts', '.cts'] },
        'import-x/resolver-next': [createNodeResolver({ extensions })],
      },
    );
  },

  '@typescript-eslint/no-floating-promises': async (project) => {
    const { plugin } = (await import('typescript-eslint')).default;
    const [config] = untyped('@typescript-eslint', plugin, { '@typescript-eslint/no-floating-promises': 'error' });
    const parserOptions = { ...LANGUAGE.parserOptions, projectService: true, tsconfigRootDir: project };
    return [{ ...config, languageOptions: { ...LANGUAGE, parserOptions } }];
  },
};

/**
 * Makes the configuration called `name` for a project; `rivals` is a folder with plugins that this repository does not install,
 * `cache` the one in which flatquery keeps what it has read, if any.
 */
export const makeConfig = async (name, project, rivals, cache) => MAKERS[name](project, rivals, cache);

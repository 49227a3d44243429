import { defineConfig } from 'eslint/config';
import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

/** Folders of each package, from the one that may import everything to the one that imports none of the others. */
const layers = {
  'eslint-plugin': ['rules', 'report', 'analysis', 'orms'],
  'test-utils': ['guards', 'matchers', 'profiling', 'report', 'recording', 'interceptor'],
};

const oneWayImports = Object.entries(layers).flatMap(([packageName, folders]) =>
  folders.slice(1).map((folder, below) => ({
    files: [`packages/${packageName}/src/${folder}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [...folders.slice(0, below + 1).map((above) => `**/${above}/**`), '**/index.js'],
              message: `Imports go one way: ${['index', ...folders].join(' -> ')}.`,
            },
          ],
        },
      ],
    },
  })),
);

export default defineConfig([
  {
    ignores: ['**/dist/', '**/coverage/', '**/.cache/', 'packages/*/tests/fixtures/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // An augmented interface must repeat the type parameters of the runner's own.
    files: ['packages/test-utils/src/jest.ts'],
    rules: { '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^T$' }] },
  },
  {
    files: ['**/vitest*.config.{ts,mts}', 'compatibility/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
  { files: ['packages/eslint-plugin/src/rules/**'], extends: [eslintPlugin.configs.recommended] },
  ...oneWayImports,
]);

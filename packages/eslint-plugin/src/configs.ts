import type { ESLint, Linter } from 'eslint';

const SOURCES = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'];

/** Code that runs once, by hand or over made-up data: a query per element does no harm there. */
const RUN_ONCE = [
  '**/*.{test,spec,e2e-spec}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}',
  '**/{test,tests,__tests__,__mocks__,e2e,fixtures}/**',
  '**/{migration,migrations,seed,seeds,seeders,scripts}/**',
  '**/*{-,_}{migrations,seeds,seeders,scripts}/**',
  '**/{seed,seeds,seeder}.{js,mjs,cjs,ts,mts,cts}',
];

/** Where the matchers of @flatquery/test-utils are called. */
const TESTS = [
  '**/*.{test,spec,e2e-spec}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}',
  '**/__tests__/**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}',
];

/** Makes the configuration that everyone should start with. */
export function recommended(plugin: ESLint.Plugin): Linter.Config[] {
  return [
    {
      name: '@flatquery/recommended',
      files: SOURCES,
      ignores: RUN_ONCE,
      plugins: { '@flatquery': plugin },
      rules: {
        '@flatquery/no-lazy-relation-in-loop': 'error',
        '@flatquery/no-query-in-field-resolver': 'error',
        '@flatquery/no-query-in-loop': 'error',
        '@flatquery/no-query-in-serializer': 'error',
        '@flatquery/no-unbatched-loader': 'error',
        '@flatquery/no-unknown-relation': 'error',
        '@flatquery/prefer-bulk-write': 'error',
      },
    },
    {
      name: '@flatquery/recommended/tests',
      files: TESTS,
      plugins: { '@flatquery': plugin },
      rules: { '@flatquery/await-query-matcher': 'error' },
    },
  ];
}

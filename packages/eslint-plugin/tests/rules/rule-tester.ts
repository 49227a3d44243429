import { join } from 'node:path';
import { RuleTester } from '@typescript-eslint/rule-tester';

/** The folder of a small project whose files the cases import. */
export const project = join(import.meta.dirname, '../fixtures/project');

/** A rule tester whose cases stand in `case.ts` of a fixture project. */
export function createRuleTester(folder = project): RuleTester {
  return new RuleTester({
    defaultFilenames: { ts: 'case.ts', tsx: 'case.tsx' },
    languageOptions: { parserOptions: { tsconfigRootDir: folder } },
  });
}

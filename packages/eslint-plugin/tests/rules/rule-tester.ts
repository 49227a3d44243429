import { join } from 'node:path';
import { RuleTester } from '@typescript-eslint/rule-tester';

/** The folder of a small project whose files the cases import. */
export const project = join(import.meta.dirname, '../fixtures/project');

/** A rule tester whose cases stand in `case.ts` of the fixture project. */
export function createRuleTester(): RuleTester {
  return new RuleTester({
    defaultFilenames: { ts: 'case.ts', tsx: 'case.tsx' },
    languageOptions: { parserOptions: { tsconfigRootDir: project } },
  });
}

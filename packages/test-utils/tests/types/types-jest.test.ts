import { expect, it } from 'vitest';
import { compileProject } from './compile-project.js';

it('types the matchers of @types/jest, with the declarations of libraries checked', async () => {
  expect(await compileProject('types-jest')).toBe('');
});

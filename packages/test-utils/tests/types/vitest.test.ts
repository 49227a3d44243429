import { expect, it } from 'vitest';
import { compileProject } from './compile-project.js';

it('types the matchers of Vitest, with the declarations of libraries checked', async () => {
  expect(await compileProject('vitest')).toBe('');
});

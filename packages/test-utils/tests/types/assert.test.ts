import { expect, it } from 'vitest';
import { compileProject } from './compile-project.js';

it('types the assertions without a runner, with the declarations of libraries checked', async () => {
  expect(await compileProject('assert')).toBe('');
});

import { expect, it } from 'vitest';
import { compileProject } from './compile-project.js';

it('types the matchers of @jest/globals, with the declarations of libraries checked', async () => {
  expect(await compileProject('jest-globals')).toBe('');
});

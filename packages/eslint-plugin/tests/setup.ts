import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { removeTemporaryProjects } from './support/temporary-project.js';

Object.assign(RuleTester, { afterAll, describe, it, itOnly: it.only });

// Here, where it runs for every file: modules are imported once for all of them.
afterAll(removeTemporaryProjects);

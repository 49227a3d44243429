// Named unlike `eslint.config.js`, so that the house rules of this repository hold for this folder as well.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import flatquery from '@flatquery/eslint-plugin';

export default defineConfig([tseslint.configs.base, flatquery.configs.recommended]);

import type { ESLint, Linter, Rule } from 'eslint';
import { recommended } from './configs.js';
import { name, version } from './manifest.js';
import awaitQueryMatcher from './rules/await-query-matcher.js';
import noLazyRelationInLoop from './rules/no-lazy-relation-in-loop.js';
import noQueryInFieldResolver from './rules/no-query-in-field-resolver.js';
import noQueryInLoop from './rules/no-query-in-loop.js';
import noQueryInSerializer from './rules/no-query-in-serializer.js';
import noUnbatchedLoader from './rules/no-unbatched-loader.js';
import noUnknownRelation from './rules/no-unknown-relation.js';
import preferBulkWrite from './rules/prefer-bulk-write.js';

export type { FlatquerySettings } from './settings.js';

/** The plugin: rules against N+1 queries and the configurations that turn them on. */
export interface FlatqueryPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string };
  readonly rules: Readonly<Record<string, Rule.RuleModule>>;
  readonly configs: {
    /** Rules that are right nearly always; everyone should start with these. */
    readonly recommended: Linter.Config[];
  };
}

const base = {
  meta: { name, version },
  rules: {
    'await-query-matcher': awaitQueryMatcher,
    'no-lazy-relation-in-loop': noLazyRelationInLoop,
    'no-query-in-field-resolver': noQueryInFieldResolver,
    'no-query-in-loop': noQueryInLoop,
    'no-query-in-serializer': noQueryInSerializer,
    'no-unbatched-loader': noUnbatchedLoader,
    'no-unknown-relation': noUnknownRelation,
    'prefer-bulk-write': preferBulkWrite,
  },
  configs: { recommended: [] as Linter.Config[] },
};
base.configs.recommended.push(...recommended(base));

const plugin: FlatqueryPlugin = base;

// `require()` of this module gives the plugin itself, as a CommonJS configuration expects.
export { plugin as default, plugin as 'module.exports' };

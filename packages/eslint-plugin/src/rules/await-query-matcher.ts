import type { Rule } from 'eslint';
import { type NodeOf, endOf, startOf } from '../analysis/facts/syntax.js';
import { PromiseWatch } from '../analysis/matchers/dropped-promise.js';
import { matcherOf } from '../analysis/matchers/matcher-call.js';
import { createRule } from '../create-rule.js';
import { suggestAwait } from '../report/suggest-await.js';

export default createRule({
  name: 'await-query-matcher',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'require matchers of @flatquery/test-utils that run an action to be awaited',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      matcherNotAwaited:
        '`{{matcher}}()` gives a promise that nobody waits for: the test goes on before the queries are counted.',
      suggestAwait: 'Add `await`.',
      suggestAsync: 'Add `await` and make the function `async`.',
    },
  },
  create: (context) => {
    const { sourceCode } = context;
    const watch = new PromiseWatch((declaration) =>
      sourceCode.getDeclaredVariables(declaration as unknown as Rule.Node),
    );
    return {
      CallExpression(written) {
        const call = written as unknown as NodeOf<'CallExpression'>;
        const matcher = matcherOf(call, (node) => sourceCode.getScope(node as unknown as Rule.Node));
        const dropped = matcher && watch.drop(call);
        if (!dropped) return;
        const isModule = sourceCode.ast.sourceType === 'module';
        const suggestions = dropped.takesAwait ? suggestAwait(dropped.expression, isModule) : [];
        context.report({
          loc: {
            start: sourceCode.getLocFromIndex(startOf(call)),
            end: sourceCode.getLocFromIndex(endOf(matcher.property)),
          },
          messageId: 'matcherNotAwaited',
          data: { matcher: matcher.name },
          suggest: suggestions.map(({ makesAsync, fix }) => ({
            messageId: makesAsync ? 'suggestAsync' : 'suggestAwait',
            fix,
          })),
        });
      },
    };
  },
});

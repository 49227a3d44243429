import type { Rule } from 'eslint';
import { askContext } from '../analyse-context.js';
import { type LostRelation, findUnknownRelations } from '../analysis/eager-paths/unknown-relations.js';
import { createRule } from '../create-rule.js';
import { describeLostRelation } from '../report/describe-lost-relation.js';

/** Where the name stands in the call: facts keep no place of single keys. */
function rangeOf({ call, name }: LostRelation, { text }: Rule.RuleContext['sourceCode']): readonly [number, number] {
  const { callee, start, end } = call;
  const from = callee.kind === 'member' ? callee.nameStart : start;
  const named = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).exec(text.slice(from, end));
  return named ? [from + named.index, from + named.index + name.length] : [start, end];
}

const MESSAGES = { option: 'ignoredOption', relation: 'unknownRelation' } as const;

export default createRule({
  name: 'no-unknown-relation',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow loading relations that do not exist, and options that the ORM ignores without a word',
      recommended: true,
    },
    schema: [],
    messages: {
      unknownRelation: '`{{name}}` is no relation of {{holder}}: {{orm}} raises an error when this runs. {{advice}}',
      ignoredOption:
        '{{orm}} has no option `{{name}}` and ignores it without a word: no relation is loaded with the rows. Use `{{written}}`.',
    },
  },
  create: (context) => ({
    Program() {
      const { sourceCode } = context;
      for (const lost of askContext(context, findUnknownRelations)) {
        const [start, end] = rangeOf(lost, sourceCode);
        context.report({
          loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
          messageId: MESSAGES[lost.problem.kind],
          data: describeLostRelation(lost),
        });
      }
    },
  }),
});

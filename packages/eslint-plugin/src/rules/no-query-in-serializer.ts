import { analyseContext, askContext } from '../analyse-context.js';
import { type RowQuery, findRowQueries } from '../analysis/per-row/row-queries.js';
import { createRule } from '../create-rule.js';
import { REPORT_DEFAULTS, reportSchema, reportsPotential } from '../report-option.js';
import { describeRowQuery } from '../report/describe-row-query.js';

function messageOf({ chain, member }: RowQuery): string {
  const isDirect = chain.functions.length === 0;
  if (member.certainty === 'potential') return isDirect ? 'queryMayRunPerRow' : 'queryMayRunPerRowThroughCalls';
  return isDirect ? 'queryPerRow' : 'queryPerRowThroughCalls';
}

export default createRule({
  name: 'no-query-in-serializer',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow queries in hooks, getters and mappers that run once per row without a loop in sight',
      recommended: true,
    },
    schema: [reportSchema('getters, `toJSON` and mappers of which nobody shows who runs them, too')],
    defaultOptions: [REPORT_DEFAULTS],
    messages: {
      queryPerRow:
        '`{{call}}` sends a query (`{{query}}`) in `{{member}}`, which {{runner}}: N rows run N queries. Ask where the rows are loaded instead. {{advice}}',
      queryPerRowThroughCalls:
        '`{{call}}` leads to a query in `{{member}}`, which {{runner}}: {{chain}}. N rows run N queries. Ask where the rows are loaded instead. {{advice}}',
      queryMayRunPerRow:
        '`{{call}}` sends a query (`{{query}}`) in `{{member}}`, which {{runner}}: then N rows run N queries. Hand it what it needs instead. {{advice}}',
      queryMayRunPerRowThroughCalls:
        '`{{call}}` leads to a query in `{{member}}`, which {{runner}}: {{chain}}. Then N rows run N queries. Hand it what it needs instead. {{advice}}',
    },
  },
  create: (context) => ({
    Program() {
      const withPotential = reportsPotential(context);
      // A loop inside a hook is told by the rules for loops.
      const told = new Set(analyseContext(context).findings.map(({ start }) => start));
      const { sourceCode } = context;
      for (const query of askContext(context, (module, reach) => findRowQueries(module, reach, withPotential)))
        if (!told.has(query.start))
          context.report({
            loc: { start: sourceCode.getLocFromIndex(query.start), end: sourceCode.getLocFromIndex(query.end) },
            messageId: messageOf(query),
            data: describeRowQuery(query, context.cwd),
          });
    },
  }),
});

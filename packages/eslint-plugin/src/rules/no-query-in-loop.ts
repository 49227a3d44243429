import { analyseContext } from '../analyse-context.js';
import { isOfLoop } from '../analysis/finding.js';
import { createRule } from '../create-rule.js';
import { reportFindings } from '../report/report-findings.js';

export default createRule({
  name: 'no-query-in-loop',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow queries that run once per element of a list, directly or through any chain of calls',
      recommended: true,
    },
    schema: [],
    messages: {
      queryPerElement:
        '`{{call}}` sends a query (`{{query}}`) for each element of {{iterable}} (`{{loop}}` on line {{line}}): N elements run N queries. {{advice}}',
      queryPerElementThroughCalls:
        '`{{call}}` leads to a query for each element of {{iterable}} (`{{loop}}` on line {{line}}): {{chain}}. N elements run N queries. {{advice}}',
    },
  },
  create: (context) => ({
    Program() {
      reportFindings(context, analyseContext(context), (finding) => {
        const { chain } = finding;
        if (chain.query.kind !== 'read' || !isOfLoop(finding)) return undefined;
        return chain.functions.length === 0 ? 'queryPerElement' : 'queryPerElementThroughCalls';
      });
    },
  }),
});

import { analyseContext } from '../analyse-context.js';
import { isOfLoop } from '../analysis/finding.js';
import { createRule } from '../create-rule.js';
import { reportFindings } from '../report/report-findings.js';

export default createRule({
  name: 'no-lazy-relation-in-loop',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow touching a lazy relation once per row, directly or through any chain of calls',
      recommended: true,
    },
    schema: [],
    messages: {
      lazyRelationPerElement:
        '`{{call}}` is a lazy relation and is read for each element of {{iterable}} (`{{loop}}` on line {{line}}): N elements run N queries. {{advice}}',
      lazyRelationPerElementThroughCalls:
        '`{{call}}` reads a lazy relation for each element of {{iterable}} (`{{loop}}` on line {{line}}): {{chain}}. N elements run N queries. {{advice}}',
    },
  },
  create: (context) => ({
    Program() {
      reportFindings(context, analyseContext(context), (finding) => {
        const { chain } = finding;
        if (chain.query.kind !== 'lazy-relation' || !isOfLoop(finding)) return undefined;
        return chain.functions.length === 0 ? 'lazyRelationPerElement' : 'lazyRelationPerElementThroughCalls';
      });
    },
  }),
});

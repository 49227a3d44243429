import { analyseContext } from '../analyse-context.js';
import { createRule } from '../create-rule.js';
import { reportFindings } from '../report/report-findings.js';

export default createRule({
  name: 'prefer-bulk-write',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'require one bulk write where rows are written one by one and a bulk form says the same',
      recommended: true,
    },
    schema: [],
    messages: {
      writePerElement:
        '`{{call}}` writes (`{{query}}`) once for each element of {{iterable}} (`{{loop}}` on line {{line}}): N elements run N queries. {{advice}}',
      writePerElementThroughCalls:
        '`{{call}}` leads to a write for each element of {{iterable}} (`{{loop}}` on line {{line}}): {{chain}}. N elements run N queries. {{advice}}',
    },
  },
  create: (context) => ({
    Program() {
      reportFindings(context, analyseContext(context), ({ chain, bulkForm }) => {
        if (bulkForm === undefined) return undefined;
        return chain.functions.length === 0 ? 'writePerElement' : 'writePerElementThroughCalls';
      });
    },
  }),
});

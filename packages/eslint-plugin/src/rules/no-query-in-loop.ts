import type { Rule } from 'eslint';
import { analyseContext } from '../analyse-context.js';
import { isOfLoop } from '../analysis/finding.js';
import { createRule } from '../create-rule.js';
import { REPORT_DEFAULTS, reportSchema, reportsPotential } from '../report-option.js';
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
    schema: [
      reportSchema(
        'checks and events of commands, too: of functions that write for each element, and ask the database in a function that they call',
      ),
    ],
    defaultOptions: [REPORT_DEFAULTS],
    messages: {
      queryPerElement:
        '`{{call}}` sends a query (`{{query}}`) for each element of {{iterable}} (`{{loop}}` on line {{line}}): N elements run N queries. {{advice}}',
      queryPerElementThroughCalls:
        '`{{call}}` leads to a query for each element of {{iterable}} (`{{loop}}` on line {{line}}): {{chain}}. N elements run N queries. {{advice}}',
      queryPerCommand:
        '`{{call}}` writes for each element of {{iterable}} (`{{loop}}` on line {{line}}), and a function that it calls asks the database, too: {{chain}}. N elements run N queries. {{advice}}',
    },
  },
  create: (context: Rule.RuleContext) => ({
    Program() {
      const withPotential = reportsPotential(context);
      reportFindings(context, analyseContext(context), (finding) => {
        const { chain, certainty } = finding;
        if (chain.query.kind !== 'read' || !isOfLoop(finding)) return undefined;
        if (certainty === 'potential') return withPotential ? 'queryPerCommand' : undefined;
        return chain.functions.length === 0 ? 'queryPerElement' : 'queryPerElementThroughCalls';
      });
    },
  }),
});

import type { Rule } from 'eslint';
import { analyseContext } from '../analyse-context.js';
import type { Finding } from '../analysis/finding.js';
import { createRule } from '../create-rule.js';
import { REPORT_DEFAULTS, reportSchema, reportsPotential } from '../report-option.js';
import { reportFindings } from '../report/report-findings.js';

function messageOf({ chain, certainty }: Finding): string {
  const isDirect = chain.functions.length === 0;
  if (certainty === 'potential') return isDirect ? 'mayQueryPerParent' : 'mayQueryPerParentThroughCalls';
  return isDirect ? 'queryPerParent' : 'queryPerParentThroughCalls';
}

function isOfField({ repetition, loader }: Finding): boolean {
  return repetition.kind === 'callback' && repetition.field !== undefined && loader === undefined;
}

export default createRule({
  name: 'no-query-in-field-resolver',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow queries in GraphQL field resolvers that run once per parent, directly or through calls',
      recommended: true,
    },
    schema: [reportSchema('fields of types that no list of the schema is seen to lead to, too')],
    defaultOptions: [REPORT_DEFAULTS],
    messages: {
      queryPerParent:
        '`{{call}}` sends a query (`{{query}}`) for each {{parent}} in the field `{{field}}`: {{listed}}, and N of them run N queries. {{fieldAdvice}}',
      queryPerParentThroughCalls:
        '`{{call}}` leads to a query for each {{parent}} in the field `{{field}}`: {{chain}}. {{listed}}, and N of them run N queries. {{fieldAdvice}}',
      mayQueryPerParent:
        '`{{call}}` may send one query (`{{query}}`) per {{parent}} in the field `{{field}}`, wherever a list of them is asked for. {{fieldAdvice}}',
      mayQueryPerParentThroughCalls:
        '`{{call}}` may lead to one query per {{parent}} in the field `{{field}}`, wherever a list of them is asked for: {{chain}}. {{fieldAdvice}}',
    },
  },
  create: (context: Rule.RuleContext) => ({
    Program() {
      const withPotential = reportsPotential(context);
      reportFindings(context, analyseContext(context), (finding) => {
        if (!isOfField(finding) || (finding.certainty === 'potential' && !withPotential)) return undefined;
        return messageOf(finding);
      });
    },
  }),
});

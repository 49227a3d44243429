import { analyseContext } from '../analyse-context.js';
import { createRule } from '../create-rule.js';
import { reportFindings } from '../report/report-findings.js';

export default createRule({
  name: 'no-unbatched-loader',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'disallow loaders that send one query per key, and functions for many keys that are given one',
      recommended: true,
    },
    schema: [],
    messages: {
      queryPerKey:
        '`{{call}}` sends a query (`{{query}}`) for each key of {{iterable}}, which a loader collected to ask once: N keys run N queries. {{keysAdvice}}',
      queryPerKeyThroughCalls:
        '`{{call}}` leads to a query for each key of {{iterable}}, which a loader collected to ask once: {{chain}}. N keys run N queries. {{keysAdvice}}',
      oneKeyAtATime:
        '`{{call}}` takes a list and is given one key for {{each}}: {{chain}}. N calls run N queries. Hand all keys over in one call, or let a DataLoader collect them.',
    },
  },
  create: (context) => ({
    Program() {
      reportFindings(context, analyseContext(context), ({ loader, chain, certainty, bulkForm }) => {
        if (loader === undefined || certainty !== 'certain' || bulkForm !== undefined) return undefined;
        if (loader === 'one-key-at-a-time') return 'oneKeyAtATime';
        return chain.functions.length === 0 ? 'queryPerKey' : 'queryPerKeyThroughCalls';
      });
    },
  }),
});

import type { Rule } from 'eslint';
import type { Finding } from '../analysis/finding.js';
import type { FileAnalysis } from '../analysis/finding.js';
import { describeFinding } from './describe-finding.js';

/** Reports those findings of a file for which `messageOf` has a message. */
export function reportFindings(
  context: Rule.RuleContext,
  { module, findings }: FileAnalysis,
  messageOf: (finding: Finding) => string | undefined,
): void {
  if (!module) return;
  for (const finding of findings) {
    const messageId = messageOf(finding);
    if (messageId === undefined) continue;
    const { sourceCode } = context;
    context.report({
      loc: { start: sourceCode.getLocFromIndex(finding.start), end: sourceCode.getLocFromIndex(finding.end) },
      messageId,
      data: describeFinding(finding, module, context.cwd),
    });
  }
}

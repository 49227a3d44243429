import type { Rule } from 'eslint';

/** What a rule reports whose findings are not all certain. */
interface ReportOption {
  readonly report: 'certain' | 'potential';
}

/** What such a rule reports where nothing is set. */
export const REPORT_DEFAULTS: ReportOption = { report: 'certain' };

/** The schema of the option `report`; `potential` completes "`potential` reports …". */
export function reportSchema(potential: string) {
  return {
    type: 'object',
    properties: {
      report: {
        enum: ['certain', 'potential'],
        description: `\`potential\` reports ${potential}. Defaults to \`${REPORT_DEFAULTS.report}\`.`,
      },
    },
    additionalProperties: false,
  } as const;
}

/** Whether a rule reports what is possible, too. */
export function reportsPotential({ options: [given] }: Rule.RuleContext): boolean {
  return { ...REPORT_DEFAULTS, ...(given as Partial<ReportOption> | undefined) }.report === 'potential';
}

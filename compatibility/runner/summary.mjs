/**
 * Counts outcomes.
 *
 * @param {readonly { status: 'passed' | 'failed' | 'skipped' }[]} outcomes
 * @param {boolean} isStrict Whether a skipped job is as bad as a failed one.
 * @returns {{ line: string, exitCode: number }}
 */
export function summarize(outcomes, isStrict) {
  const count = (status) => outcomes.filter((outcome) => outcome.status === status).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  const isBad = failed > 0 || (isStrict && skipped > 0);
  return { line: `${passed} passed, ${failed} failed, ${skipped} skipped`, exitCode: isBad ? 1 : 0 };
}

/**
 * Answers what a comparison found, for a terminal.
 *
 * @param {readonly import('./modes.mjs').Mode[]} modes
 * @param {readonly import('./compare-files.mjs').Comparison[]} comparisons
 * @returns {{ text: string, exitCode: number }} 1 where a file differs, or where the interceptor never was at work.
 */
export function printComparison(modes, comparisons) {
  const lines = modes.map(({ name, preload }, index) =>
    modeLine(
      name,
      comparisons.map(({ results }) => results[index]),
      preload !== undefined,
    ),
  );
  const differing = comparisons.filter(({ differs }) => differs);
  const idle = modes.filter(({ preload }, index) => preload !== undefined && isIdle(comparisons, index));
  for (const { name } of idle) lines.push(`${name}: the interceptor was not at work, so that nothing was compared.`);
  lines.push(...listOf('Unsteady, the same in a further run', filesOf(comparisons, 'isUnsteady')));
  lines.push(...listOf('Fail without the interceptor, too', failingAnyway(comparisons)));
  lines.push(...differing.flatMap((comparison) => ['', ...explain(modes, comparison)]));
  lines.push('', verdict(comparisons.length, differing.length));
  return { text: lines.join('\n'), exitCode: differing.length > 0 || idle.length > 0 ? 1 : 0 };
}

function modeLine(name, results, isIntercepted) {
  const passed = results.filter((result) => result.passed).length;
  const ticks = results.reduce((sum, result) => sum + result.ticks, 0);
  const line = `${name.padEnd(9)} ${passed} of ${results.length} files pass, ${ticks} tests`;
  if (!isIntercepted) return line;
  const reports = results.flatMap(({ report }) => report ?? []);
  const count = (key) => reports.filter((report) => report[key]).length;
  const queries = reports.reduce((sum, report) => sum + report.queries, 0);
  const counted = queries === 0 ? '' : `, ${queries} queries counted`;
  return `${line}; applied in ${count('applied')} processes, pg seen in ${count('driverSeen')}${counted}`;
}

function isIdle(comparisons, index) {
  return !comparisons.some(({ results }) => results[index].report?.driverSeen === true);
}

function filesOf(comparisons, key) {
  return comparisons.filter((comparison) => comparison[key]).map(({ file }) => file);
}

function failingAnyway(comparisons) {
  return comparisons.filter(({ results, differs }) => !differs && !results[0].passed).map(({ file }) => file);
}

function listOf(title, files) {
  return files.length === 0 ? [] : [`${title}:`, ...files.map((file) => `  ${file}`)];
}

function explain(modes, { file, results }) {
  return [
    `${file} differs:`,
    ...results.flatMap(({ passed, ticks, output }, index) => [
      `  ${modes[index].name}: ${passed ? 'passes' : 'fails'}, ${ticks} tests`,
      ...(passed && index === 0
        ? []
        : output
            .trim()
            .split('\n')
            .map((line) => `  | ${line}`)),
    ]),
  ];
}

function verdict(files, differing) {
  if (differing === 0) return `All ${files} files end with the interceptor as they do without it.`;
  return `${differing} of ${files} files end otherwise with the interceptor.`;
}

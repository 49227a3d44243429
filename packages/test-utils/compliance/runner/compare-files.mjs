import { runFile } from './run-file.mjs';

/**
 * @typedef {object} Comparison How one file ended in each mode.
 * @property {string} file
 * @property {readonly import('./run-file.mjs').FileResult[]} results In the order of the modes.
 * @property {boolean} differs Whether it ended otherwise in some mode than in the first, each time it was run.
 * @property {boolean} isUnsteady Whether it did so in one run and not in another.
 */

/** Tests of timeouts and ports can fail because the machine is busy: what differs is looked at again. */
const mostRuns = 3;

/**
 * Runs test files in each mode, one process at a time: they share a server.
 *
 * @param {import('./open-suite.mjs').Suite} suite
 * @param {readonly import('./modes.mjs').Mode[]} modes
 * @param {{ env: Record<string, string>, scratch: string }} places
 * @param {(comparison: Comparison) => void} onCompared Is told of each file when it is done.
 * @returns {Promise<Comparison[]>}
 */
export async function compareFiles(suite, modes, places, onCompared = () => undefined) {
  const comparisons = [];
  for (const file of suite.files) {
    const comparison = await compareFile(suite, file, modes, places);
    onCompared(comparison);
    comparisons.push(comparison);
  }
  return comparisons;
}

async function compareFile(suite, file, modes, places) {
  let results = [];
  let runs = 0;
  let differs = true;
  for (; differs && runs < mostRuns; runs += 1) {
    results = [];
    for (const mode of modes) results.push(await runFile(suite, file, mode, places));
    differs = isDifferent(results);
  }
  return { file, results, differs, isUnsteady: !differs && runs > 1 };
}

function isDifferent([first, ...others]) {
  return others.some(({ passed, ticks }) => passed !== first.passed || ticks !== first.ticks);
}

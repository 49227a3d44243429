import { performance } from 'node:perf_hooks';

/** Answers microseconds per query of a block of queries: of the processor, and by the clock. */
export async function timed(run, queries) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run(queries);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / queries, wall: (wallMs * 1000) / queries };
}

/**
 * Runs blocks without and with something in turns, in one process, so that whatever else the machine does meets both.
 *
 * @param without - Runs one block and answers its time; likewise `withIt`.
 * @returns The median of the paired differences with the middle half of them, and the median without it.
 */
export async function compare(pairs, without, withIt) {
  const plain = [];
  const differences = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each comes first in every other pair.
    const early = pair % 2 === 0 ? await without() : await withIt();
    const later = pair % 2 === 0 ? await withIt() : await without();
    const [off, on] = pair % 2 === 0 ? [early, later] : [later, early];
    plain.push(off);
    differences.push({ cpu: on.cpu - off.cpu, wall: on.wall - off.wall });
  }
  const of = (figure) => {
    const [low, middle, high] = quartiles(differences.map((difference) => difference[figure]));
    return { plain: quartiles(plain.map((time) => time[figure]))[1], low, middle, high };
  };
  return { cpu: of('cpu'), wall: of('wall') };
}

function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
}

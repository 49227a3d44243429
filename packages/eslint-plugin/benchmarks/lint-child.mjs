// One process of the benchmark: lints what it is told to with one configuration and prints what it cost, as JSON.
import { performance } from 'node:perf_hooks';
import { Linter } from 'eslint';
import { makeConfig } from './lint-configs.mjs';
import { read, sourceFiles } from './source-files.mjs';

const { project, only, name, rivals } = JSON.parse(process.argv[2]);
const sources = read(only ?? sourceFiles(project));
const config = await makeConfig(name, project, rivals);
const linter = new Linter({ configType: 'flat', cwd: project });

let findings = 0;
let failures = 0;
const start = performance.now();
const cpu = process.cpuUsage();
for (const { file, text } of sources) {
  const messages = linter.verify(text, config, { filename: file });
  findings += messages.filter(({ ruleId }) => ruleId !== null).length;
  failures += messages.some(({ fatal }) => fatal) ? 1 : 0;
}
const { user, system } = process.cpuUsage(cpu);
const wallMs = performance.now() - start;
globalThis.gc();
console.log(
  JSON.stringify({
    files: sources.length,
    cpuMs: (user + system) / 1000,
    wallMs,
    findings,
    failures,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);

// One process of the benchmark: lints what it is told to on its standard input with one configuration and prints what it cost, as JSON.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Linter } from 'eslint';
import { makeConfig } from './lint-configs.mjs';
import { read, sourceFiles } from './source-files.mjs';

const { project, only, name, rivals, cache } = JSON.parse(readFileSync(0, 'utf8'));
const sources = read(only ?? sourceFiles(project));
const config = await makeConfig(name, project, rivals, cache);
const linter = new Linter({ configType: 'flat', cwd: project });

let findings = 0;
const unparsed = [];
const start = performance.now();
const cpu = process.cpuUsage();
for (const { file, text } of sources) {
  const messages = linter.verify(text, config, { filename: file });
  findings += messages.filter(({ ruleId }) => ruleId !== null).length;
  if (messages.some(({ fatal }) => fatal)) unparsed.push(file);
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
    unparsed,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);

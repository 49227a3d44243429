import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Engine } from '../../src/analysis/engine.js';
import { ModuleStore } from '../../src/analysis/modules/module-store.js';
import { NO_USER_FACTS, type UserFacts } from '../../src/analysis/user-facts.js';
import { describeFinding } from '../../src/report/describe-finding.js';
import { programOf } from './parse.js';

/** An engine that shares nothing with others. */
export function freshEngine(userFacts: UserFacts = NO_USER_FACTS, now?: () => number): Engine {
  return new Engine(userFacts, new ModuleStore(now));
}

/** What an engine finds in a file, as `line of the loop: call: chain`. */
export function findingsIn(engine: Engine, file: string, text = readFileSync(file, 'utf8')): string[] {
  const { module, findings } = engine.analyse(file, text, programOf(file, text));
  return findings.map((finding) => {
    if (!module) throw new Error(`${file} was not analysed.`);
    const { line, call, chain } = describeFinding(finding, module, dirname(file));
    return `${line}: ${call}: ${chain}`;
  });
}

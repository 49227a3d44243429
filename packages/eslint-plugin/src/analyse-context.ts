import { resolve } from 'node:path';
import type { Rule, SourceCode } from 'eslint';
import { Engine } from './analysis/engine.js';
import type { NodeOf } from './analysis/facts/syntax.js';
import type { ModuleFacts } from './analysis/facts/module-facts.js';
import type { FileAnalysis } from './analysis/finding.js';
import type { Reach } from './analysis/reach/reach.js';
import { debug } from './debug.js';
import { cacheFor } from './project-cache.js';
import { warnIfNothingIsKnown } from './recognition.js';
import { describeAnalysis } from './report/describe-analysis.js';
import { readSettings, settingsProblems } from './settings.js';

/** Source files above this many UTF-16 units are generated or bundled. */
const MAX_LENGTH = 1_000_000;

const NOTHING: FileAnalysis = { module: undefined, findings: [], checkedCalls: 0, unresolvedCalls: [] };

const engines = new Map<string, Engine>();
const analysed = new WeakMap<SourceCode, FileAnalysis>();

/** An editor's server would keep an engine for each state of the project. */
function withoutCacheKey(key: string, value: unknown): unknown {
  return key === 'cacheKey' && typeof value === 'string' ? undefined : value;
}

function engineFor(settings: unknown): Engine {
  const key = settings === undefined ? '' : JSON.stringify(settings, withoutCacheKey);
  const known = engines.get(key);
  if (known) return known;
  for (const problem of settingsProblems(settings))
    process.emitWarning(problem, { code: 'FLATQUERY_SETTINGS', type: 'FlatqueryWarning' });
  const engine = new Engine(readSettings(settings));
  engines.set(key, engine);
  return engine;
}

function analyse({ filename: given, cwd, sourceCode, settings }: Rule.RuleContext): FileAnalysis {
  const filename = resolve(cwd, given);
  if (/[\\/]node_modules[\\/]/.test(filename) || sourceCode.text.length > MAX_LENGTH) return NOTHING;
  const engine = engineFor(settings['flatquery']);
  warnIfNothingIsKnown(filename, cwd, engine.userFacts);
  engine.store.cache = cacheFor(settings['flatquery'], cwd);
  const analysis = engine.analyse(filename, sourceCode.text, sourceCode.ast as unknown as NodeOf<'Program'>);
  debug(() => `${filename}: ${describeAnalysis(analysis)}`);
  const { cache, counts } = engine.store;
  if (cache)
    debug(() => `cache: other files parsed so far: ${counts.parsed}, taken from the cache: ${counts.recalled}`);
  return analysis;
}

/**
 * Analyses the file that a rule looks at, once for all rules.
 *
 * A failure inside the analysis never fails the lint run: the file gets no findings, and `DEBUG=flatquery` tells why.
 */
export function analyseContext(context: Rule.RuleContext): FileAnalysis {
  const { sourceCode } = context;
  const known = analysed.get(sourceCode);
  if (known) return known;
  const analysis = orNothing(context, () => analyse(context)) ?? NOTHING;
  analysed.set(sourceCode, analysis);
  return analysis;
}

/** Asks more about the file that a rule looks at than every rule needs; a failure gives nothing, as with {@link analyseContext}. */
export function askContext<Answer>(
  context: Rule.RuleContext,
  question: (module: ModuleFacts, reach: Reach) => readonly Answer[],
): readonly Answer[] {
  const { module } = analyseContext(context);
  if (!module) return [];
  const engine = engineFor(context.settings['flatquery']);
  return orNothing(context, () => engine.ask((reach) => question(module, reach))) ?? [];
}

function orNothing<Answer>({ filename }: Rule.RuleContext, answer: () => Answer): Answer | undefined {
  try {
    return answer();
  } catch (error) {
    debug(
      () =>
        `${filename}: the analysis failed and reports nothing: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return undefined;
  }
}

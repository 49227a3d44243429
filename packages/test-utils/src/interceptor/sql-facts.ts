import { setupSendersOf, type SetupSender } from './setup-query.js';
import { opensTransaction } from './transactions.js';

/** What is asked of a SQL text each time it is sent. */
export class SqlFacts {
  readonly opensTransaction: boolean;
  /** Whose stack it must have to be a set-up query; none where it can't be one. */
  readonly setupSenders: readonly SetupSender[];
  #outline: string | undefined;

  constructor(readonly text: string) {
    this.opensTransaction = opensTransaction(text);
    this.setupSenders = setupSendersOf(text);
  }

  /**
   * The text without comments, strings and numbers: a hasty shape, at a tenth of the time. Texts of one shape may differ here,
   * texts of different shapes hardly ever don't.
   */
  get outline(): string {
    return (this.#outline ??= outlineOf(this.text));
  }
}

/** ORMs repeat a few texts; generated ones differ each time and would fill any cache. */
const keptTexts = 5_000;

/** A longer text takes its time anyway. */
const longestOutlined = 4_000;

const cache = new Map<string, SqlFacts>();

/** Answers what is asked of a text each time it is sent. */
export function sqlFactsOf(text: string): SqlFacts {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const facts = new SqlFacts(text);
  if (text.length > longestOutlined) return facts;
  if (cache.size >= keptTexts) cache.clear();
  cache.set(text, facts);
  return facts;
}

const literalOrName = /\/\*[^]*?\*\/|--[^\n]*|"[^"]*"|'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/g;

function outlineOf(text: string): string {
  return text.length > longestOutlined ? text : text.replace(literalOrName, keepNames);
}

function keepNames(part: string): string {
  return part.startsWith('"') ? part : '?';
}

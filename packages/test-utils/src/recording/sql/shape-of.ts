import { renumberAliases } from './generated-aliases.js';
import { printShape } from './print-shape.js';
import { reservedWords } from './reserved-words.js';
import { isPunctuation, isWord, isWordOf, type Token } from './token.js';

/** An open bracket, and what is known of the list it holds. */
interface Group {
  readonly holds: 'list' | 'row' | 'other';
  /** Where the group's opening bracket stands in the output. */
  readonly start: number;
  /** Where the item being read starts in the output. */
  itemStart: number;
  /** True while the group holds values, casts and brackets only. */
  isConstant: boolean;
  /** The same for the item being read. */
  isItemConstant: boolean;
  /** True after `::`, where words name a type. */
  isInCast: boolean;
  /** Rows of the VALUES list that is being read directly inside this group. */
  rows: Set<string> | undefined;
}

/** Longer rows are kept as they are, so that nested ones can't cost more than linear time. */
const longestComparedRow = 1000;

/** Reserved words that are values: a sign behind one adds or subtracts. */
const operandWords: ReadonlySet<string> = new Set(
  `end current_catalog current_date current_role current_schema current_time current_timestamp current_user localtime
  localtimestamp session_user system_user user`.split(/\s+/),
);

/** `in (select …)` holds no list. */
const statementVerbs: ReadonlySet<string> = new Set(['select', 'values', 'with', 'table']);

const ellipsis: Token = { type: 'punctuation', text: '…', end: 0 };
const value: Token = { type: 'parameter', text: '', end: 0 };

/**
 * Answers which shape a text has: one for all texts that differ only in literals, parameters, list lengths, comments,
 * blanks, the case of unquoted words, the names of savepoints and the counters of generated aliases.
 */
export function shapeOf(tokens: readonly Token[]): string {
  return printShape(new ShapeBuilder(renumberAliases(tokens)).build());
}

class ShapeBuilder {
  readonly #tokens: readonly Token[];
  readonly #output: Token[] = [];
  readonly #root = openGroup('other', -1);
  readonly #groups: Group[] = [];
  #namesSavepoint = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  build(): readonly Token[] {
    for (const [index, token] of this.#tokens.entries()) {
      if (token.type === 'operator') this.#addOperator(token, this.#tokens[index + 1]);
      else if (token.type === 'word') this.#addWord(token, this.#tokens[index + 1]);
      else if (token.type === 'punctuation') this.#addPunctuation(token, index);
      else this.#add(token, token.type !== 'identifier' || this.#group.isInCast);
    }
    while (isPunctuation(this.#last, ';')) this.#output.pop();
    return this.#output;
  }

  get #group(): Group {
    return this.#groups.at(-1) ?? this.#root;
  }

  get #last(): Token | undefined {
    return this.#output.at(-1);
  }

  #add(token: Token, isConstant: boolean): void {
    this.#output.push(this.#namesSavepoint && token.type === 'identifier' ? value : token);
    if (!isConstant) this.#addsNoConstant();
  }

  #addsNoConstant(): void {
    this.#group.isConstant = false;
    this.#group.isItemConstant = false;
  }

  #addOperator(token: Token, next: Token | undefined): void {
    const isSign = (token.text === '-' || token.text === '+') && next?.type === 'literal' && !this.#endsOperand();
    if (!isSign) this.#add(token, false);
  }

  /** True where a sign that follows would be a subtraction or an addition. */
  #endsOperand(): boolean {
    const last = this.#last;
    if (last === undefined || last.type === 'operator') return false;
    if (last.type === 'word') return !reservedWords.has(last.text) || operandWords.has(last.text);
    return last.type !== 'punctuation' || last.text === ')' || last.text === ']';
  }

  #addWord(token: Token, next: Token | undefined): void {
    if (this.#last === undefined || isPunctuation(this.#last, ';')) this.#namesSavepoint = isSavepointWord(token.text);
    else if (this.#namesSavepoint && !savepointSyntax.has(token.text)) return void this.#output.push(value);
    if (this.#isConstantWord(token)) return void this.#output.push(value);
    const namesTypeOfLiteral = next?.type === 'literal' && !reservedWords.has(token.text);
    this.#add(token, namesTypeOfLiteral || this.#group.isInCast || token.text === 'array');
  }

  #isConstantWord({ text }: Token): boolean {
    if (text === 'default') return this.#group.holds === 'row';
    if (text !== 'null' && text !== 'true' && text !== 'false') return false;
    return !this.#isTested(text);
  }

  /** `is null`, `is not true`, `not null` and `set null` are no values. */
  #isTested(text: string): boolean {
    if (isWord(this.#last, 'is') || isWord(this.#last, 'set')) return true;
    return isWord(this.#last, 'not') && (text === 'null' || isWord(this.#output.at(-2), 'is'));
  }

  #addPunctuation(token: Token, index: number): void {
    if (token.text === '(' || token.text === '[') this.#open(token, index);
    else if (token.text === ')' || token.text === ']') this.#close(token, index);
    else if (token.text === ',') this.#endItem(token);
    else if (token.text === '::') this.#startCast(token);
    else if (token.text === ';') this.#endStatement(token);
    else this.#add(token, this.#group.isInCast);
  }

  #startCast(token: Token): void {
    this.#group.isInCast = true;
    this.#output.push(token);
  }

  #endStatement(token: Token): void {
    if (this.#last === undefined || isPunctuation(this.#last, ';')) return;
    this.#output.push(token);
  }

  #open(token: Token, index: number): void {
    const before = this.#tokens[index - 1];
    const start = this.#output.push(token) - 1;
    if (isWord(before, 'values')) this.#group.rows = new Set();
    const isRow = token.text === '(' && this.#group.rows !== undefined;
    const opensList = isWord(before, 'in') || isWord(before, 'array') || (token.text === '[' && this.#isInArray());
    const isList = opensList && !isWordOf(this.#tokens[index + 1], statementVerbs);
    this.#groups.push(openGroup(isRow ? 'row' : isList ? 'list' : 'other', start));
  }

  /** True where a `[` opens a nested array, not a subscript. */
  #isInArray(): boolean {
    const group = this.#group;
    return group.holds === 'list' && group.itemStart === this.#output.length - 1;
  }

  #close(token: Token, index: number): void {
    const closed = this.#groups.pop();
    if (closed?.holds === 'list') this.#shortenList(closed);
    this.#output.push(token);
    if (closed === undefined) return;
    const isCastOrValue = closed.isConstant && (this.#group.isInCast || this.#opensValue(closed));
    if (!isCastOrValue) this.#addsNoConstant();
    if (closed.holds === 'row') this.#endRow(closed, index);
  }

  /** True for `(1, 2)` and `array[1, 2]`, false for the arguments of a function. */
  #opensValue({ start }: Group): boolean {
    const before = this.#output[start - 1];
    return (
      before === undefined || isWord(before, 'array') || (before.type === 'punctuation' && '([,'.includes(before.text))
    );
  }

  #endItem(comma: Token): void {
    const group = this.#group;
    if (group.holds === 'list') this.#shortenList(group);
    this.#output.push(comma);
    group.itemStart = this.#output.length;
    group.isInCast = false;
    group.isItemConstant = true;
  }

  /** Puts one `…` for a run of constant items. */
  #shortenList(group: Group): void {
    if (!group.isItemConstant || group.itemStart === this.#output.length) return;
    const follows = this.#output[group.itemStart - 2] === ellipsis;
    this.#output.length = follows ? group.itemStart - 1 : group.itemStart;
    if (!follows) this.#output.push(ellipsis);
  }

  /** Drops a row that reads like an earlier one of the same VALUES list. */
  #endRow(row: Group, index: number): void {
    const rows = this.#group.rows;
    if (rows === undefined) return;
    if (this.#output.length - row.start <= longestComparedRow) {
      const text = printShape(this.#output.slice(row.start));
      if (rows.has(text)) this.#output.length = row.start - 1;
      rows.add(text);
    }
    const anotherFollows = isPunctuation(this.#tokens[index + 1], ',') && isPunctuation(this.#tokens[index + 2], '(');
    if (!anotherFollows) this.#group.rows = undefined;
  }
}

function openGroup(holds: Group['holds'], start: number): Group {
  return {
    holds,
    start,
    itemStart: start + 1,
    isConstant: true,
    isItemConstant: true,
    isInCast: false,
    rows: undefined,
  };
}

const savepointSyntax: ReadonlySet<string> = new Set([
  ...['savepoint', 'release', 'rollback', 'to', 'work', 'transaction', 'and', 'no', 'chain', 'prepared'],
]);

function isSavepointWord(text: string): boolean {
  return text === 'savepoint' || text === 'release' || text === 'rollback';
}

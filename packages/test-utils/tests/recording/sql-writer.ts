import fc from 'fast-check';
import type { Structure } from './sql-structures.js';

/** Everything that a shape leaves out, drawn one after the other. */
export const details = fc.array(fc.nat(100_000), { minLength: 60, maxLength: 60 });

/** Writes a statement; `drawn` decides what a shape leaves out. */
export function writeSql(structure: Structure, drawn: readonly number[]): string {
  return new SqlWriter(drawn).write(structure);
}

const strings = ["'a'", "'it''s; -- no comment'", "E'\\'('", "$$it's$$", '$tag$ $$ $tag$', "U&'\\0061'", "''", "'$1'"];
const otherLiterals = ["B'01'", "X'ff'", "N'n'", 'null', 'true', 'FALSE', "'a'\n 'continued'", "'a' --\n'b'", '0xFF'];
const casts = ['$1::int', "'a'::text", "('x')", '1::numeric(10, 2)', '-1::int', "array['a', 'b']", "'{}'::text[]"];
const blanks = [
  ' ',
  '\n',
  '  ',
  '\t',
  ' -- note\n',
  " /* a /* nested */ ' */ ",
  "/*route='%2F',key='1'*/",
  '\r\n',
  '\f',
];
const ends = ['', ';', ' ; ', ' -- end', '/* key=1 */'];

/**
 * How each form is written: `%0` is its first part, `%,` all of them with commas, `% ` all with blanks; `%v` is a value, `%s` a
 * string, `%i` values of a list, `%p` pairs of them, `%d` a value or DEFAULT. Blanks are of any kind, keywords in any case.
 */
const forms: Readonly<Record<string, string>> = {
  value: '%v',
  cell: '%d',
  column: '%0',
  qualified: '%0.%1',
  literal: '%0 %s',
  negated: '- %0',
  cast: '(%0)::%1',
  arithmetic: '(%0 %1 %2)',
  call: '%0(%1)',
  arguments: '%,',
  case: 'case when %0 then %1 else %2 end',
  scalar: '(%0)',
  subscript: '%0[%v]',
  comparison: '%0 %1 %2',
  null: '%0 %1',
  in: '%0 %1 %2',
  list: '(%i)',
  mixedList: '(%i, %0, %i)',
  rowList: '(%p)',
  pair: '(%0, %1)',
  any: '%0 %1 any(array[%i])',
  between: '%0 between %1 and %2',
  exists: 'exists (%0)',
  junction: '(%0 %1 %2)',
  joined: '%0 %1 on %2',
  joins: '% ',
  columns: '%,',
  names: '%,',
  sets: '%,',
  set: '%0 = %1',
  row: '(%,)',
  plain: 'select %0 from %1',
  filtered: 'select %0 from %1 where %2',
  paged: 'select %0 from %1 where %2 order by %3 %4 limit %v offset %v',
  joining: 'select %0 from %1 %2 where %3',
  grouped: 'select %0 from %1 group by %2 having %3',
  locking: 'select %0 from %1 where %2 %3',
  insert: 'insert into %0 (%1) values %2',
  insertSelect: 'insert into %0 %1 returning id',
  upsert: 'insert into %0 (%1) values %2 on conflict (%1) do update set %3',
  update: 'update %0 set %1 where %2',
  delete: 'delete from %0 where %1',
  with: 'with x as (%0) select * from %1, x where %2',
  union: '(%0) union all (%1)',
};

class SqlWriter {
  #next = 0;

  constructor(private readonly drawn: readonly number[]) {}

  write(structure: Structure): string {
    return this.#write(structure) + this.#pick(ends);
  }

  #write({ form, parts }: Structure): string {
    if (form === 'rows') return this.#rows(parts as readonly Structure[]);
    const template = forms[form];
    if (template === undefined) throw new Error(`Nothing says how to write ${form}.`);
    return template.replace(/%.| |[a-z]+/g, (sign) => {
      if (sign === ' ') return this.#pick(blanks);
      if (!sign.startsWith('%')) return this.#inAnyCase(sign);
      if (sign === '%,' || sign === '% ') return parts.map((part) => this.#part(part)).join(sign.slice(1));
      return this.#detail(sign) ?? this.#part(parts[Number(sign.slice(1))]);
    });
  }

  #part(part: Structure['parts'][number] | undefined): string {
    if (part === undefined) throw new Error('A part is missing.');
    return 'form' in part ? this.#write(part) : this.#inAnyCase(part.text);
  }

  #detail(sign: string): string | undefined {
    if (sign === '%v') return this.#value();
    if (sign === '%s') return this.#pick(strings);
    if (sign === '%d') return this.#draw() % 3 === 0 ? 'default' : this.#value();
    if (sign === '%i') return this.#repeat(() => (this.#draw() % 3 === 0 ? this.#pick(casts) : this.#value()));
    return sign === '%p' ? this.#repeat(() => `(${this.#value()}, ${this.#value()})`) : undefined;
  }

  /** Every kind of row once, and then any of them again. */
  #rows(kinds: readonly Structure[]): string {
    const again = Array.from({ length: this.#draw() % 4 }, () => kinds[this.#draw() % kinds.length]);
    return [...kinds, ...again].map((row) => this.#part(row)).join(',');
  }

  #value(): string {
    const drawn = this.#draw();
    const numbers = [`${drawn}`, `-${drawn}`, `+${drawn}`, `${drawn}.5e-3`, `.${drawn}`, `$${(drawn % 99) + 1}`];
    return this.#pick([...numbers, this.#pick(strings), this.#pick(otherLiterals)]);
  }

  #repeat(write: () => string): string {
    return Array.from({ length: 1 + (this.#draw() % 4) }, write).join(', ');
  }

  #pick(choices: readonly string[]): string {
    return choices[this.#draw() % choices.length] ?? '';
  }

  #draw(): number {
    return this.drawn[this.#next++ % this.drawn.length] ?? 0;
  }

  /** Beyond ASCII, and for quoted names, the case tells names apart. */
  #inAnyCase(word: string): string {
    return /^[a-z0-9_$. ,()[\]]+$/.test(word) && this.#draw() % 3 === 0 ? word.toUpperCase() : word;
  }
}

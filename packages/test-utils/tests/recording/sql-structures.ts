import fc from 'fast-check';

/** Names and signs that tell one statement from another; no two of a pool are the same to PostgreSQL. */
export const pools = {
  table: ['post', '"Post"', 'author', 'shop.item', '"order"', 'größe', 'a$b', 'import_2026'],
  column: ['id', '"authorId"', 'created_at', 'name', '"select"', 'naïve', 'x$1', 'e0__id'],
  comparison: ['=', '<>', '<', '>=', 'like', 'ilike', '~*', '@>', '?', '?|', '?&', '&&', '@-', '<->'],
  arithmetic: ['+', '-', '*', '||', '->', '->>', '#>', '#>>', '%'],
  call: ['count', 'lower', 'coalesce', 'json_build_object', 'array_agg'],
  type: ['int', 'text', 'uuid', 'numeric(10, 2)', 'text[]', 'timestamp'],
  literalType: ['date', 'interval', 'timestamptz'],
  join: ['join', 'left join', 'cross join lateral'],
  direction: ['asc', 'desc'],
  isNot: ['is null', 'is not null'],
  inNot: ['in', 'not in'],
  lock: ['for update', 'for share', 'for update skip locked'],
  junction: ['and', 'or'],
} as const;

type Pool = keyof typeof pools;

/** A word of a statement: one of a pool. */
interface Leaf {
  readonly pool: Pool;
  readonly text: string;
}

/** A statement as a tree: what a shape keeps are its leaves and the form of each node, what it leaves out is not in it. */
export interface Structure {
  readonly form: string;
  readonly parts: readonly (Structure | Leaf)[];
}

const leaf = (pool: Pool): fc.Arbitrary<Leaf> =>
  fc.nat(pools[pool].length - 1).map((index) => ({ pool, text: pools[pool][index] ?? '' }));

const node = (form: string, ...parts: fc.Arbitrary<Structure | Leaf>[]): fc.Arbitrary<Structure> =>
  fc.tuple(...parts).map((all) => ({ form, parts: all }));

const several = (form: string, part: fc.Arbitrary<Structure | Leaf>, max = 3): fc.Arbitrary<Structure> =>
  fc.array(part, { minLength: 1, maxLength: max }).map((parts) => ({ form, parts }));

/** Rows of a VALUES list that differ; how often each comes is left out of a shape. */
const rowsOf = (row: fc.Arbitrary<Structure>): fc.Arbitrary<Structure> =>
  fc
    .uniqueArray(row, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) })
    .map((parts) => ({ form: 'rows', parts }));

const grammar = fc.letrec<Record<'expression' | 'condition' | 'select', Structure>>((tie) => {
  const value = node('value');
  const column = node('column', leaf('column'));
  const expression = fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: column },
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: node('qualified', leaf('table'), leaf('column')) },
    { weight: 1, arbitrary: node('literal', leaf('literalType')) },
    { weight: 1, arbitrary: node('negated', column) },
    { weight: 1, arbitrary: node('cast', tie('expression'), leaf('type')) },
    { weight: 1, arbitrary: node('arithmetic', tie('expression'), leaf('arithmetic'), tie('expression')) },
    { weight: 1, arbitrary: node('call', leaf('call'), several('arguments', tie('expression'))) },
    { weight: 1, arbitrary: node('case', tie('condition'), tie('expression'), tie('expression')) },
    { weight: 1, arbitrary: node('scalar', tie('select')) },
    { weight: 1, arbitrary: node('subscript', column) },
  );
  const condition = fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: node('comparison', tie('expression'), leaf('comparison'), tie('expression')) },
    { weight: 1, arbitrary: node('null', column, leaf('isNot')) },
    { weight: 1, arbitrary: node('in', column, leaf('inNot'), node('list')) },
    { weight: 1, arbitrary: node('in', column, leaf('inNot'), node('mixedList', column)) },
    { weight: 1, arbitrary: node('in', node('pair', column, column), leaf('inNot'), node('rowList')) },
    { weight: 1, arbitrary: node('in', column, leaf('inNot'), node('scalar', tie('select'))) },
    { weight: 1, arbitrary: node('any', column, leaf('comparison'), node('list')) },
    { weight: 1, arbitrary: node('between', tie('expression'), value, value) },
    { weight: 1, arbitrary: node('exists', tie('select')) },
    { weight: 1, arbitrary: node('junction', tie('condition'), leaf('junction'), tie('condition')) },
  );
  const joined = node('joined', leaf('join'), leaf('table'), tie('condition'));
  const select = fc.oneof(
    node('plain', several('columns', tie('expression')), leaf('table')),
    node('filtered', several('columns', column), leaf('table'), tie('condition')),
    node('paged', several('columns', column), leaf('table'), tie('condition'), leaf('column'), leaf('direction')),
    node('joining', column, leaf('table'), several('joins', joined, 2), tie('condition')),
    node('grouped', column, leaf('table'), leaf('column'), tie('condition')),
    node('locking', column, leaf('table'), tie('condition'), leaf('lock')),
  );
  return { expression, condition, select };
});

const cell = fc.oneof(node('cell'), node('call', leaf('call'), several('arguments', node('value'), 1)));
const set = node('set', leaf('column'), grammar.expression);

/** Statements as an application sends them. */
export const statement: fc.Arbitrary<Structure> = fc.oneof(
  { weight: 4, arbitrary: grammar.select },
  {
    weight: 2,
    arbitrary: node('insert', leaf('table'), several('names', leaf('column')), rowsOf(several('row', cell))),
  },
  { weight: 1, arbitrary: node('insertSelect', leaf('table'), grammar.select) },
  { weight: 1, arbitrary: node('upsert', leaf('table'), leaf('column'), rowsOf(several('row', cell)), set) },
  { weight: 2, arbitrary: node('update', leaf('table'), several('sets', set), grammar.condition) },
  { weight: 1, arbitrary: node('delete', leaf('table'), grammar.condition) },
  { weight: 1, arbitrary: node('with', grammar.select, leaf('table'), grammar.condition) },
  { weight: 1, arbitrary: node('union', grammar.select, grammar.select) },
);

/**
 * Answers the same statement with one word of it exchanged for another of its pool.
 *
 * @returns Undefined where the statement has no words.
 */
export function exchangeOne(structure: Structure, which: number, other: number): Structure | undefined {
  const leaves = countLeaves(structure);
  if (leaves === 0) return undefined;
  let index = which % leaves;
  const exchange = (part: Structure | Leaf): Structure | Leaf => {
    if ('form' in part) return { form: part.form, parts: part.parts.map(exchange) };
    if (index-- !== 0) return part;
    const others = (pools[part.pool] as readonly string[]).filter((text) => text !== part.text);
    return { pool: part.pool, text: others[other % others.length] ?? part.text };
  };
  return exchange(structure) as Structure;
}

function countLeaves({ parts }: Structure): number {
  return parts.reduce((sum, part) => sum + ('form' in part ? countLeaves(part) : 1), 0);
}

import { describeSql } from '../sql-description.js';
import { allNodes, type PlanNode } from './plan-node.js';

/** A table of a read, and whether an index leads to the rows that the read looks for. */
export interface TableAccess {
  readonly table: string;
  /** With its schema, quoted. */
  readonly qualifiedName: string;
  /** True where an index condition picks the rows. */
  readonly isServed: boolean;
  /** What is looked for without an index, as a shape; undefined where the whole table is read for want of a condition. */
  readonly condition: string | undefined;
  /** Columns that an index would have to begin with; empty where that can't be told. */
  readonly columns: readonly string[];
  /** Those of them that the server prints as cast to `text`: it does so for each `varchar`, which an index serves all the same. */
  readonly castColumns: readonly string[];
}

/** An index has the schema of its table. */
export interface IndexName {
  readonly schema: string;
  readonly name: string;
}

/** Answers by what {@link IndexFacts} lead to an index. */
export function indexKey({ schema, name }: IndexName): string {
  return JSON.stringify([schema, name]);
}

/** Lists the indexes of a plan. */
export function indexesOf(node: PlanNode, around = ''): readonly IndexName[] {
  const { Schema: schema = around, 'Index Name': name, Plans = [] } = node;
  return [...(name === undefined ? [] : [{ schema, name }]), ...Plans.flatMap((below) => indexesOf(below, schema))];
}

/** What is known of indexes, by their {@link indexKey keys}. */
export type IndexFacts = ReadonlyMap<
  string,
  {
    /** Whether it holds the rows of a condition only. */
    readonly isPartial: boolean;
    /** The column with which it begins: a B-tree is read as a whole for any other. Undefined for an expression, and for other kinds. */
    readonly leading: string | undefined;
  }
>;

/**
 * Judges a plan that PostgreSQL made with sequential scans, hash joins and merge joins switched off: what is still read
 * without an index condition, no index can serve.
 *
 * An index scan alone proves nothing: `where author_id = 5 order by id limit 10` walks the primary key and filters, if nothing
 * else is there. Nor does a condition on a later column of an index: all of the index is read for it.
 *
 * @param indexes - Those of the plan.
 * @returns The tables that are looked into by some condition, and those that are read as a whole.
 */
export function judgePlan(plan: PlanNode, indexes: IndexFacts = new Map()): readonly TableAccess[] {
  return allNodes(plan).flatMap((node) => [...judgeScan(node, indexes), ...judgeJoin(node)]);
}

function judgeScan(node: PlanNode, indexes: IndexFacts): readonly TableAccess[] {
  if (node['Relation Name'] === undefined || isElsewhere(node)) return [];
  if (isServed(node, indexes)) return [accessOf(node, true)];
  // Of a bitmap scan, some indexes may be searched: the condition of another one is what is looked for.
  const conditions = allNodes(node).map((part) =>
    part['Index Cond'] !== undefined && !searches(part, node, indexes) ? part['Index Cond'] : part.Filter,
  );
  return [
    accessOf(
      node,
      false,
      conditions.find((condition) => condition !== undefined),
    ),
  ];
}

/** How another server or an extension finds its rows, nobody here knows. */
function isElsewhere({ 'Node Type': type }: PlanNode): boolean {
  return type === 'Foreign Scan' || type === 'Custom Scan';
}

/** A nested loop that compares every pair has no index for its condition. */
function judgeJoin({
  'Node Type': type,
  'Join Filter': condition,
  'Join Type': join,
  Plans,
}: PlanNode): readonly TableAccess[] {
  if (type !== 'Nested Loop') return [];
  const [outer, inner] = Plans ?? [];
  if (outer === undefined || inner === undefined) return [];
  if (condition !== undefined) {
    return wholeScansOf(inner).map((scan) => accessOf(scan, false, condition));
  }
  // Rows of one table are looked for, but all of the other one are read to find them.
  const looksForRows =
    (join === 'Inner' || join === 'Semi') && allNodes(inner).some(({ Filter }) => Filter !== undefined);
  return looksForRows ? wholeScansOf(outer).map((scan) => accessOf(scan, false, joinConditionOf(inner, scan))) : [];
}

/** The part of the other side's condition that names this table. */
function joinConditionOf(other: PlanNode, { Alias = '' }: PlanNode): string | undefined {
  return allNodes(other)
    .map((node) => node['Index Cond'])
    .find((condition) => condition?.includes(`${Alias}.`));
}

function wholeScansOf(node: PlanNode): readonly PlanNode[] {
  return allNodes(node).filter(
    (scan) =>
      scan['Node Type'] === 'Seq Scan' && scan.Filter === undefined && scan['Parent Relationship'] !== 'SubPlan',
  );
}

function isServed(node: PlanNode, indexes: IndexFacts): boolean {
  const { 'Node Type': type, Plans } = node;
  if (type === 'Tid Scan' || node['Order By'] !== undefined) return true;
  const isSearched = (step: PlanNode): boolean => searches(step, node, indexes);
  return type === 'Bitmap Heap Scan' ? (Plans ?? []).every(isSearched) : isSearched(node);
}

/**
 * Whether a condition leads through an index, or its rows are all that is looked for. Of a bitmap scan, one of the indexes that are
 * combined by AND is enough.
 */
function searches(node: PlanNode, scan: PlanNode, indexes: IndexFacts): boolean {
  const { 'Node Type': type, 'Index Cond': condition, 'Index Name': name = '', Plans = [] } = node;
  if (type === 'BitmapAnd') return Plans.some((below) => searches(below, scan, indexes));
  if (type === 'BitmapOr') return Plans.every((below) => searches(below, scan, indexes));
  const { isPartial = false, leading } = indexes.get(indexKey({ schema: scan.Schema ?? '', name })) ?? {};
  if (condition === undefined) return isPartial && scan.Filter === undefined;
  return leading === undefined || namesColumn(condition, scan.Alias ?? '', leading);
}

/** Behind another alias it is a column of another table. */
function namesColumn(condition: string, alias: string, column: string): boolean {
  const [before, after] = [alias, column].map(patternOf);
  return new RegExp(`(?<![\\w".])${before}\\.${after}(?![\\w"])`).test(condition);
}

/** A name as the server prints it, quoted or not. */
function patternOf(name: string): string {
  return `"?${name.replaceAll('"', '""').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?`;
}

function accessOf(node: PlanNode, served: boolean, condition?: string): TableAccess {
  const { 'Relation Name': table = '', Schema: schema, Alias: alias = table } = node;
  const shape = condition === undefined ? undefined : shapeOf(condition);
  return {
    table,
    qualifiedName: [...(schema === undefined ? [] : [schema]), table].map(quote).join('.'),
    isServed: served,
    condition: shape,
    ...(shape === undefined ? { columns: [], castColumns: [] } : columnsOf(shape, alias)),
  };
}

/** Values must not get into a message. */
function shapeOf(condition: string): string {
  const { shape } = describeSql(`select ${condition}`);
  return unwrap(shape.replace(/^select /, ''));
}

/** Takes off parentheses around the whole. */
function unwrap(shape: string): string {
  if (!shape.startsWith('(')) return shape;
  let depth = 0;
  for (let index = 0; index < shape.length; index += 1) {
    if (shape[index] === '(') depth += 1;
    else if (shape[index] === ')') depth -= 1;
    if (depth === 0) return index === shape.length - 1 ? shape.slice(1, -1) : shape;
  }
  return shape;
}

/** Columns that are compared as they are; with an `or`, no single index would do. */
function columnsOf(shape: string, alias: string): Pick<TableAccess, 'columns' | 'castColumns'> {
  if (shape.includes(' or ')) return { columns: [], castColumns: [] };
  const name = `${patternOf(alias)}\\.("[^"]+"|\\w+)`;
  const either = `(?:\\(${name}\\)::text|${name})`;
  const left = [...shape.matchAll(new RegExp(`(?<![\\w.])${either} (?:=|<=?|>=?|is) `, 'g'))];
  const right = [...shape.matchAll(new RegExp(`(?:=|<=?|>=?) ${either}(?![\\w(])`, 'g'))];
  // Behind a column of a range, an index is not searched for a further one.
  const isRange = ([match]: RegExpExecArray): boolean => /[<>]/.test(match);
  const found = [...left, ...right].toSorted((one, other) => Number(isRange(one)) - Number(isRange(other)));
  return {
    columns: [...new Set(found.map(([, cast, column = cast]) => column ?? ''))],
    castColumns: found.flatMap(([, cast]) => cast ?? []),
  };
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

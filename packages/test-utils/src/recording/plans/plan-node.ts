/** A step of a plan, as `EXPLAIN (FORMAT JSON, VERBOSE)` of PostgreSQL names its properties. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Alias?: string;
  readonly 'Join Type'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Join Filter'?: string;
  readonly 'Order By'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Lists a step and all below it, in the order of the plan. */
export function allNodes(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allNodes)];
}

/** Answers the plan in what the server returned for an EXPLAIN; undefined where there is none. */
export function planOf(rows: readonly Readonly<Record<string, unknown>>[]): PlanNode | undefined {
  const printed: unknown = rows[0]?.['QUERY PLAN'];
  const parsed: unknown = typeof printed === 'string' ? JSON.parse(printed) : printed;
  const first: unknown = Array.isArray(parsed) ? parsed[0] : undefined;
  const plan: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'Plan') : undefined;
  return isPlanNode(plan) ? plan : undefined;
}

function isPlanNode(value: unknown): value is PlanNode {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'Node Type') === 'string';
}

import type { BulkFacts, Slot, SqlBulkFacts } from '../../orms/bulk/bulk-facts.js';
import { type CallExpression, type Expression, FALSE, partsOf } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import { countColumns } from './condition.js';
import type { Frame, Located } from './frame.js';
import { isList } from './is-list.js';
import { writesRelations } from './relation-writes.js';
import { rootOf } from './root-of.js';
import { hasRowHooks } from './row-hooks.js';
import { Sameness } from './sameness.js';
import { readSqlWrite, statementIn } from './sql-write.js';

/** `row` and `order.subscription` name rows; a call or a computed value does not. */
function isPath(expression: Expression): boolean {
  if (expression.kind === 'member' || expression.kind === 'index') return isPath(expression.object);
  return expression.kind === 'cast' ? isPath(expression.value) : expression.kind === 'reference';
}

/** Adds up what the calls of one write, which may be those of a builder, differ in from element to element. */
export class WriteTally {
  /** The form for many rows. */
  form: string | undefined;
  givesRows = false;
  isFlush = false;
  /** The row that is handed over as a whole. */
  row: Expression | undefined;
  /** Rows differ in their values. */
  hasOwnRows = false;
  /** Columns of the conditions that differ. */
  columns = 0;
  /** Something differs that must not, or nothing is known. */
  isUnfit = false;
  readonly #sameness: Sameness;

  constructor(
    readonly frame: Frame,
    readonly evaluator: Evaluator,
  ) {
    this.#sameness = new Sameness(evaluator);
  }

  /** Adds one call of the write. */
  add(call: CallExpression, facts: BulkFacts): void {
    this.form ??= facts.hooks ? this.#formWithHooks(call, facts.form, facts.hooks) : facts.form;
    this.givesRows ||= facts.givesRows === true;
    this.isFlush ||= facts.isFlush === true;
    if (facts.sql) this.#addSql(call, facts.sql);
    else this.#addArguments(call, facts);
  }

  /** Adds what the first call of the write is called on: a handle, or the row itself. */
  addReceiver(call: CallExpression, facts: BulkFacts): void {
    const receiver = call.callee.kind === 'member' ? call.callee.object : call.callee;
    const varies = this.frame.varies(receiver);
    if (facts.rows === 'receiver') {
      this.hasOwnRows ||= varies;
      this.row ??= receiver;
    } else if (facts.where === 'receiver' && isPath(receiver)) this.columns += varies ? 1 : 0;
    else this.isUnfit ||= varies;
    if (facts.isAssigned && !this.#isAssignedTheSame(receiver, call)) this.isUnfit = true;
  }

  /** Code that the model runs for each row is lost in the bulk form, if that has no way to run it. */
  #formWithHooks(
    call: CallExpression,
    form: string | undefined,
    hooks: NonNullable<BulkFacts['hooks']>,
  ): string | undefined {
    const { callee, args } = call;
    const isOff = args.some((argument) => {
      const { expression } = this.frame.resolve(argument);
      return expression.kind === 'object' && expression.properties.get('hooks') === FALSE;
    });
    const models = callee.kind === 'member' ? this.evaluator.evaluate(callee.object, this.frame.environment) : [];
    return !isOff && hasRowHooks(models, hooks.names, this.evaluator) ? hooks.form : form;
  }

  #addArguments(call: CallExpression, { rows, where, plain, condition = 'object' }: BulkFacts): void {
    const rowSlots: readonly Slot[] = rows === undefined || rows === 'receiver' ? [] : rows;
    const whereSlot = typeof where === 'object' ? where : undefined;
    for (const slot of rowSlots) this.#addRow(this.#at(call, slot));
    if (whereSlot) this.#addCondition(call, whereSlot, condition);
    // What stands beside a condition that is no object belongs to it.
    const isWhole = whereSlot !== undefined && condition !== 'object';
    if (!isWhole && this.#differsOutside(call, whereSlot ? [...rowSlots, whereSlot] : rowSlots)) this.isUnfit = true;
    const values = plain && this.#at(call, plain);
    if (values && writesRelations(values, this.evaluator)) this.isUnfit = true;
  }

  #addRow(row: Located | undefined): void {
    if (!row) return;
    if (isList(row, this.evaluator)) this.isUnfit = true;
    else if (row.frame.varies(row.expression)) {
      this.hasOwnRows = true;
      this.row ??= row.expression;
    }
  }

  #addCondition(call: CallExpression, slot: Slot, condition: NonNullable<BulkFacts['condition']>): void {
    const given = this.#at(call, slot);
    if (!given) return;
    const beside = condition === 'object' ? [] : call.args.slice(slot.argument + 1);
    const parts = [given, ...beside.map((expression): Located => ({ expression, frame: this.frame }))];
    this.columns += countColumns(condition, parts, this.evaluator);
  }

  #addSql(call: CallExpression, { values, insert, condition, together }: SqlBulkFacts): void {
    const argument = call.isTag ? call : call.args[0];
    const statement = argument && statementIn({ expression: argument, frame: this.frame });
    const given = statement?.values ?? values.map((slot) => this.#at(call, slot)).find((value) => value !== undefined);
    const write = statement && readSqlWrite(statement.text, given, this.#sameness);
    if (!write) this.isUnfit = true;
    else if (write.verb === 'insert') {
      this.form = insert;
      this.hasOwnRows ||= write.hasOwnValues;
    } else if (together !== undefined && (write.hasOwnValues || write.columns > 1)) {
      this.form = together;
      this.hasOwnRows ||= write.columns > 0;
    } else {
      this.form = condition;
      this.columns += write.columns;
      this.isUnfit ||= write.hasOwnValues;
    }
  }

  #at(call: CallExpression, slot: Slot): Located | undefined {
    const argument = call.args[slot.argument];
    if (!argument) return undefined;
    if (slot.key === undefined) return { expression: argument, frame: this.frame };
    const { expression, frame } = this.frame.resolve(argument);
    const value = expression.kind === 'object' ? expression.properties.get(slot.key) : undefined;
    return value && { expression: value, frame };
  }

  /** Whether anything differs in the arguments of `call`, but for what stands in `slots`. */
  #differsOutside(call: CallExpression, slots: readonly Slot[]): boolean {
    return call.args.some((argument, index) => {
      const keys = slots.filter((slot) => slot.argument === index).map(({ key }) => key);
      if (keys.includes(undefined)) return false;
      const { expression, frame } = this.frame.resolve(argument);
      if (keys.length === 0 || expression.kind !== 'object') return !this.#sameness.holds(argument, this.frame);
      const allowed = new Set(keys.map((key) => expression.properties.get(key ?? '')));
      return partsOf(expression).some((part) => !allowed.has(part) && !this.#sameness.holds(part, frame));
    });
  }

  /** Whether values were assigned to `row` in the code of its function, all of them the same for every element. */
  #isAssignedTheSame(row: Expression, { owner }: CallExpression): boolean {
    const root = rootOf(row);
    const assigned = owner.assignments.filter(({ target }) => target.kind === 'member' && rootOf(target) === root);
    return (
      root !== undefined &&
      assigned.length > 0 &&
      assigned.every(({ value }) => this.#sameness.holds(value, this.frame))
    );
  }
}

import type { LostRelation } from '../analysis/eager-paths/unknown-relations.js';
import { closestTo } from './closest.js';

/** How many relations a message lists. */
const MAX_LISTED = 8;

/** What a message says about a relation that is not loaded, as data for its placeholders. */
export interface LostRelationData extends Record<string, string> {
  readonly name: string;
  readonly orm: string;
  /** How the option that loads relations is written. */
  readonly written: string;
  readonly holder: string;
  readonly advice: string;
}

function adviceFor({ name, problem }: LostRelation): string {
  if (problem.kind === 'option') return '';
  const { relations, isOfAnyModel } = problem;
  const close = closestTo(name, relations);
  if (relations.length === 0) return 'It has no relations.';
  const guess = close === undefined ? '' : `Did you mean \`${close}\`?`;
  if (isOfAnyModel) return guess || 'Use a name that its model declares.';
  const listed = relations.slice(0, MAX_LISTED).map((relation) => `\`${relation}\``);
  const rest = relations.length > listed.length ? ', …' : '';
  return `${guess && `${guess} `}There ${relations.length === 1 ? 'is' : 'are'} ${listed.join(', ')}${rest}.`;
}

/** Describes what `lost` does not load. */
export function describeLostRelation(lost: LostRelation): LostRelationData {
  const { name, orm, eager, problem } = lost;
  const holder = problem.kind === 'relation' ? problem.holder : undefined;
  return {
    name,
    orm: orm.name,
    written: eager.written,
    holder: holder === undefined ? 'any model of the project' : `\`${holder}\``,
    advice: adviceFor(lost),
  };
}

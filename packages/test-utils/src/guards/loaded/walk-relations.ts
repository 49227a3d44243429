import { mikroOrmRelations } from './mikro-orm-relations.js';
import { objectionRelations } from './objection-relations.js';
import { plainRelations } from './plain-relations.js';
import type { RelationReader } from './relation-reader.js';
import { sequelizeRelations } from './sequelize-relations.js';
import { typeormRelations } from './typeorm-relations.js';

/** Why a path of relations ends before its end. */
export type Obstacle = {
  /** Where, with indexes: `detections[1].classifications`. */
  readonly at: string;
  /** Name of the relation in question; undefined for an item of a list. */
  readonly relation: string | undefined;
  /** The entity that should have it. */
  readonly owner: object | undefined;
  readonly reader: RelationReader;
} & (
  | { readonly kind: 'not loaded' }
  /** `names` are those that the entity has, where it can tell. */
  | { readonly kind: 'unknown'; readonly names: readonly string[] | undefined }
);

/** Where a walk is. */
interface Step {
  readonly at: string;
  readonly relation: string | undefined;
  readonly owner: object | undefined;
  readonly reader: RelationReader;
}

const readers = [typeormRelations, sequelizeRelations, mikroOrmRelations, objectionRelations, plainRelations];

/** Answers what reads the relations of a value. */
export function readerOf(value: object): RelationReader {
  return readers.find(({ reads }) => reads(value)) ?? plainRelations;
}

/**
 * Follows a path of relations from an entity or a list of them, and answers the first place where it can't go on. Sends no
 * query.
 */
export function findObstacle(root: object, path: readonly string[]): Obstacle | undefined {
  return walk(root, path, { at: '', relation: undefined, owner: undefined, reader: readerOf(root) });
}

function walk(value: unknown, path: readonly string[], step: Step): Obstacle | undefined {
  if (value === undefined) return { kind: 'not loaded', ...step };
  if (value === null) return undefined;
  if (typeof value !== 'object') return { kind: 'unknown', names: undefined, ...step };
  const reader = readerOf(value);
  const entity = reader.entityOf === undefined ? value : reader.entityOf(value);
  if (entity === undefined) return { kind: 'not loaded', ...step };
  if (Array.isArray(entity)) return walkList(entity as readonly unknown[], path, step);
  const [name, ...others] = path;
  if (name === undefined) return undefined;
  const next: Step = { at: step.at === '' ? name : `${step.at}.${name}`, relation: name, owner: entity, reader };
  const names = reader.namesOf(entity);
  if (names?.includes(name) === false) return { kind: 'unknown', names, ...next };
  return walk(reader.valueOf(entity, name), others, next);
}

function walkList(list: readonly unknown[], path: readonly string[], step: Step): Obstacle | undefined {
  for (const [index, item] of list.entries()) {
    const obstacle = walk(item, path, { ...step, at: `${step.at}[${index}]`, relation: undefined });
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

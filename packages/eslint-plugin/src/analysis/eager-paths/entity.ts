/** What is known of the relations of an entity. */
export interface Entity {
  /** As a message names it. */
  readonly name: string;
  /** Names of its relations. */
  readonly relations: readonly string[];
  /** What stands behind `name`: another entity, something that cannot be looked into, or nothing that can be loaded. */
  follow(name: string): Entity | 'unknown' | undefined;
}

/** A path that leads to no relation. */
export interface LostPath {
  readonly entity: Entity;
  /** The part that names none. */
  readonly name: string;
  /** The whole path. */
  readonly path: readonly string[];
}

/** The first part of `path` that names no relation, seen from `entity`; undefined where all do, or where that cannot be seen. */
export function lostIn(
  entity: Entity,
  path: readonly string[],
  wildcards: readonly string[] = [],
): LostPath | undefined {
  let at = entity;
  for (const [index, name] of path.entries()) {
    if (wildcards.includes(name)) return undefined;
    // What stands behind the last one is nobody's question.
    if (index === path.length - 1 && at.relations.includes(name)) return undefined;
    const next = at.follow(name);
    if (next === undefined) return { entity: at, name, path };
    if (next === 'unknown') return undefined;
    at = next;
  }
  return undefined;
}

import { listOf } from '../../report/wording.js';
import type { Obstacle } from './walk-relations.js';

/**
 * Explains why a path of relations could not be followed.
 *
 * @param root - The entity or list from which it was followed.
 */
export function explainObstacle(obstacle: Obstacle, path: string, root: object): string {
  const rootName = nameOf(Array.isArray(root) ? root.find((item) => item !== undefined && item !== null) : root);
  const wish = `requireLoaded() needs \`${path}\`${rootName === undefined ? '' : ` of ${rootName}`}`;
  return `${wish}, ${obstacle.kind === 'unknown' ? describeUnknown(obstacle) : describeNotLoaded(obstacle, path)}`;
}

function describeNotLoaded({ at, relation, owner, reader }: Obstacle, path: string): string {
  const place = at === '' ? 'and of the entity itself only the key is known' : `and \`${at}\` is not loaded`;
  const isSure = relation === undefined || owner === undefined || reader.namesOf(owner) !== undefined;
  const doubt = isSure ? '' : ', or nothing has this name';
  return `${place}${doubt}.\nLoad it with the rows: ${reader.eagerForm(path.split('.'))}.`;
}

function describeUnknown({ at, relation, owner, names }: Obstacle & { readonly kind: 'unknown' }): string {
  if (names === undefined) return `and \`${at}\` is no relation: it holds a plain value.`;
  const known = names.length === 0 ? 'It has none' : `It has ${listOf(names.map((name) => `\`${name}\``))}`;
  return `and ${nameOf(owner) ?? 'the entity'} has no relation \`${relation ?? ''}\`${at === relation ? '' : ` (at \`${at}\`)`}. ${known}.`;
}

function nameOf(entity: unknown): string | undefined {
  if (typeof entity !== 'object' || entity === null) return undefined;
  const { name } = entity.constructor;
  return name === 'Object' || name === 'Array' || name === '' ? undefined : name;
}

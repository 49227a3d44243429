import type { OrmFacts, RoleFacts } from '../../src/orms/orm-facts.js';
import { type DeclaredExport, type DeclaredMember } from './typings.js';

/** A class, or the instances of one, that a table gives a role. */
interface Holder {
  readonly name: string;
  readonly roleName: string;
  readonly role: RoleFacts;
  readonly members: readonly DeclaredMember[];
}

function holdersOf(orm: OrmFacts, declared: ReadonlyMap<string, DeclaredExport>): readonly Holder[] {
  return Object.entries(orm.exports).flatMap(([name, { role: instanceRole, staticRole }]) => {
    const found = declared.get(name);
    return [
      { name, roleName: instanceRole, members: found?.instance },
      { name: `typeof ${name}`, roleName: staticRole, members: found?.statics },
    ].flatMap(({ name: holder, roleName = '', members }) => {
      const role = orm.roles[roleName];
      return role && members ? [{ name: holder, roleName, role, members }] : [];
    });
  });
}

/** Exports that a table lists and the typings do not have. */
export function exportsNotDeclared(orm: OrmFacts, declared: ReadonlyMap<string, DeclaredExport>): string[] {
  return Object.keys(orm.exports).filter((name) => !declared.has(name));
}

/** Members that a table lists and that no class with their role has, as `role.member`. */
export function membersNotDeclared(orm: OrmFacts, declared: ReadonlyMap<string, DeclaredExport>): string[] {
  const holders = holdersOf(orm, declared);
  return Object.entries(orm.roles).flatMap(([roleName, role]) => {
    const names = new Set(
      holders
        .filter((holder) => holder.roleName === roleName)
        .flatMap(({ members }) => members.map(({ name }) => name)),
    );
    return Object.keys(role.members)
      .filter((name) => !names.has(name))
      .map((name) => `${roleName}.${name}`);
  });
}

/** Methods that return a promise and that a table does not say to send a query, as `role.method`. */
export function asyncMethodsNotListed(orm: OrmFacts, declared: ReadonlyMap<string, DeclaredExport>): string[] {
  const missing = holdersOf(orm, declared).flatMap(({ roleName, role, members }) =>
    members
      .filter(({ name, isAsync }) => isAsync && !name.startsWith('__@') && !role.members[name]?.executes)
      .map(({ name }) => `${roleName}.${name}`),
  );
  return [...new Set(missing)];
}

/** Classes with asynchronous methods that a table does not list. */
export function asyncClassesNotListed(orm: OrmFacts, declared: ReadonlyMap<string, DeclaredExport>): string[] {
  return [...declared]
    .filter(
      ([name, { instance, statics }]) =>
        !(name in orm.exports) && [...instance, ...statics].some((member) => member.isAsync),
    )
    .map(([name]) => name);
}

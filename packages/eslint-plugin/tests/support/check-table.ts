import { exportOf } from '../../src/orms/known-orms.js';
import type { MemberFacts, OrmFacts, RoleFacts } from '../../src/orms/orm-facts.js';
import type { DeclaredMember, Typings } from './typings.js';

/** A type that has a role of the table, in one version. */
interface Holder {
  readonly roleName: string;
  readonly role: RoleFacts;
  readonly members: readonly DeclaredMember[];
}

function holdersOf(orm: OrmFacts, { exports, types }: Typings): readonly Holder[] {
  const byExport = [...exports].flatMap(([name, found]) => {
    const { role, staticRole } = exportOf(orm, name) ?? {};
    return [
      { roleName: role, members: found.instance },
      { roleName: staticRole, members: found.statics },
    ].filter(({ members }) => members.length > 0);
  });
  const byType = [...types].map(([name, members]) => ({ roleName: name.replace(/\d+$/, ''), members }));
  return [...byExport, ...byType].flatMap(({ roleName = '', members = [] }) => {
    const role = orm.roles[roleName];
    return role ? [{ roleName, role, members }] : [];
  });
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

function factsOf({ members, patterns, others }: RoleFacts, name: string): MemberFacts | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  return patterns?.find((pattern) => pattern.name.test(name))?.facts ?? others;
}

/** Exports that a table lists and no version has. */
export function exportsNotDeclared(orm: OrmFacts, versions: readonly Typings[]): string[] {
  return unique(Object.keys(orm.exports).filter((name) => !versions.some(({ exports }) => exports.has(name))));
}

/** Members that a table lists and no type with their role has, as `role.member`. */
export function membersNotDeclared(orm: OrmFacts, versions: readonly Typings[]): string[] {
  const holders = versions.flatMap((version) => holdersOf(orm, version));
  return unique(
    Object.entries(orm.roles).flatMap(([roleName, role]) => {
      const own = holders.filter((holder) => holder.roleName === roleName);
      const names = new Set(own.flatMap(({ members }) => members.map(({ name }) => name)));
      return Object.keys(role.members)
        .filter((name) => !names.has(name))
        .map((name) => `${roleName}.${name}`);
    }),
  );
}

/** Whether the table says what becomes of something that a member gives and that can be awaited. */
function isAccountedFor(orm: OrmFacts, role: RoleFacts, facts: MemberFacts | undefined): boolean {
  if (!facts) return false;
  if (facts.executes || facts.callback) return true;
  if (facts.returns?.is === 'self') return role.awaited !== undefined;
  return facts.returns?.is === 'role' && orm.roles[facts.returns.role]?.awaited !== undefined;
}

const PROMISE = new Set(['then', 'catch', 'finally']);

/** Members that give a promise, a thenable or an async iterable and of which a table does not say what they send, as `role.member`. */
export function asyncMembersNotListed(orm: OrmFacts, versions: readonly Typings[]): string[] {
  const missing = versions
    .flatMap((version) => holdersOf(orm, version))
    .flatMap(({ roleName, role, members }) =>
      members
        .filter(({ name, isAsync }) => isAsync && !PROMISE.has(name) && !isAccountedFor(orm, role, factsOf(role, name)))
        .map(({ name }) => `${roleName}.${name}`),
    );
  return unique(missing);
}

/** Members of which a table says that they send a query, or that they are properties, where the typings say otherwise. */
export function membersOfAnotherKind(orm: OrmFacts, versions: readonly Typings[]): string[] {
  const holders = versions.flatMap((version) => holdersOf(orm, version));
  return unique(
    Object.entries(orm.roles).flatMap(([roleName, role]) =>
      Object.entries(role.members).flatMap(([name, facts]) => {
        const declared = holders
          .filter((holder) => holder.roleName === roleName)
          .flatMap(({ members }) => members.filter((member) => member.name === name));
        if (declared.length === 0) return [];
        const isKind = facts.isProperty
          ? declared.some(({ isMethod }) => !isMethod)
          : declared.some(({ isMethod, isAsync }) => isMethod && (isAsync || !facts.executes));
        return isKind ? [] : [`${roleName}.${name}`];
      }),
    ),
  );
}

/** Exports with asynchronous members that a table gives no role. */
export function asyncExportsNotListed(orm: OrmFacts, versions: readonly Typings[]): string[] {
  const missing = versions.flatMap(({ exports }) =>
    [...exports]
      .filter(
        ([name, { instance, statics }]) =>
          !exportOf(orm, name) && [...instance, ...statics].some(({ isAsync }) => isAsync),
      )
      .map(([name]) => name),
  );
  return unique(missing);
}

/** Roles that a table names somewhere and does not describe, and those that no type was checked against. */
export function rolesNotKnown(orm: OrmFacts, versions: readonly Typings[]): string[] {
  const named = [...JSON.stringify(orm).matchAll(/"(?:role|staticRole)":"(\w+)"/g)].map(([, role = '']) => role);
  const checked = new Set(versions.flatMap((version) => holdersOf(orm, version).map(({ roleName }) => roleName)));
  return unique([
    ...named.filter((name) => !(name in orm.roles)),
    ...Object.keys(orm.roles).filter((name) => !checked.has(name)),
  ]);
}

import { describe, expect, it } from 'vitest';
import type { OrmFacts } from '../../src/orms/orm-facts.js';
import {
  asyncExportsNotListed,
  asyncMembersNotListed,
  exportsNotDeclared,
  membersNotDeclared,
  membersOfAnotherKind,
  rolesNotKnown,
} from '../support/check-table.js';
import { readTypings } from '../support/typings.js';

/** Names by the reason for which they are no mistake; a `*` at either end stands for anything. */
type Reasons = Readonly<Record<string, readonly string[]>>;

interface TypingsCases {
  /** What is installed. Several versions are looked at together. */
  readonly versions: readonly {
    /** Specifiers, whose exports have the roles that the table gives them. */
    readonly packages: readonly string[];
    /** Types that have a role though no export has it, in the form that `readTypings` takes; `role2` stands for `role`, too. */
    readonly types?: Readonly<Record<string, string>>;
  }[];
  /** What the table lists for versions that are not installed: exports, and members as `role.member`. */
  readonly notInstalled?: Reasons;
  /** Asynchronous members that send no query, or none that a row could repeat. */
  readonly noQuery?: Reasons;
  /** Members that typings declare as something else than they are. */
  readonly otherKind?: Reasons;
  /** Exports with asynchronous members that are none of the table's business. */
  readonly otherExports?: Reasons;
}

function matches(pattern: string, name: string): boolean {
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** What was found without a reason, and reasons for what was not found. */
function difference(found: readonly string[], reasons: Reasons = {}) {
  const patterns = Object.values(reasons).flat();
  return {
    withoutReason: found.filter((name) => !patterns.some((pattern) => matches(pattern, name))),
    reasonsForNothing: patterns.filter((pattern) => !found.some((name) => matches(pattern, name))),
  };
}

const AGREED = { withoutReason: [], reasonsForNothing: [] };

/** Checks one ORM's table against the typings of the versions that are installed: a fact that a test pins cannot rot. */
export function testTypings(orm: OrmFacts, cases: TypingsCases): void {
  describe(`the table of ${orm.name}`, () => {
    const versions = cases.versions.map(({ packages, types }) => readTypings(packages, types));

    it('lists exports and members that an installed version has', () => {
      const missing = [...exportsNotDeclared(orm, versions), ...membersNotDeclared(orm, versions)];
      expect(difference(missing, cases.notInstalled)).toEqual(AGREED);
    });

    it('says of every asynchronous member whether it sends a query', () => {
      expect(difference(asyncMembersNotListed(orm, versions), cases.noQuery)).toEqual(AGREED);
    });

    it('calls asynchronous what is asynchronous, and a property what is one', () => {
      expect(difference(membersOfAnotherKind(orm, versions), cases.otherKind)).toEqual(AGREED);
    });

    it('gives every export with asynchronous members a role', () => {
      expect(difference(asyncExportsNotListed(orm, versions), cases.otherExports)).toEqual(AGREED);
    });

    it('describes the roles that it names, each of which is checked against a type', () => {
      expect(rolesNotKnown(orm, versions)).toEqual([]);
    });
  });
}

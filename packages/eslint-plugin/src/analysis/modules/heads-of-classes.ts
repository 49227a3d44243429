/** The names in the heads of classes, `class A extends B implements C, d.E<F>`, and the types of objects, `const a: B = {`. */
export function parentsIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(/\b(?:const|let) [\w$]+: (?:\w+\.)*([A-Z][\w$]*)(?:<[^={};]*>)? = \{/g))
    names.add(name);
  if (!text.includes('extends ') && !text.includes('implements ')) return names;
  for (const [, head = ''] of text.matchAll(/\bclass\b[^{;]*?\b((?:extends|implements)\b[^{;]*)/g))
    for (const [name] of head.matchAll(/[A-Za-z_$][\w$]*/g)) names.add(name);
  return names;
}

import type { Finding } from '../analysis/finding.js';
import type { RepeatedField } from '../analysis/iteration/repetition.js';
import { BATCHED_FORMS } from '../graphql/batched-forms.js';
import { describePlace } from './place-of.js';

/** What a message says about the field whose resolver sends a query. */
export interface FieldData {
  readonly parent: string;
  readonly field: string;
  readonly listed: string;
  readonly fieldAdvice: string;
}

/** Why there are many parents, and where that is written. */
function describeListed({ resolver: { types, isAlwaysListed }, listed }: RepeatedField, cwd: string): string {
  const [type = 'parent'] = types;
  if (!listed) return isAlwaysListed ? `A gateway asks for lists of \`${type}\`` : '';
  const place = describePlace(listed.place, cwd);
  return types.includes(listed.type)
    ? `\`${type}\` is returned in a list (${place})`
    : `\`${type}\` comes with \`${listed.type}\`, which is returned in a list (${place})`;
}

/** Describes the field of a schema that `finding` is about; places are given from `cwd`. */
export function describeField({ repetition, chain: { query } }: Finding, cwd: string): FieldData {
  const field = repetition.kind === 'callback' ? repetition.field : undefined;
  if (!field) return { parent: '', field: '', listed: '', fieldAdvice: '' };
  const [type] = field.resolver.types;
  const form = BATCHED_FORMS[query.orm?.name ?? ''];
  const once = form === undefined ? 'asks once for all keys of a tick' : `asks once for all keys of a tick (${form})`;
  return {
    parent: type === undefined ? 'parent' : `\`${type}\``,
    field: type === undefined ? field.resolver.field : `${type}.${field.resolver.field}`,
    listed: describeListed(field, cwd),
    fieldAdvice: `Load them through a DataLoader that ${once}, or with the parents where the field is selected.`,
  };
}

/** Says how the function of a loader asks for all its keys. */
export function describeKeys({ chain: { query } }: Finding): string {
  const form = BATCHED_FORMS[query.orm?.name ?? ''];
  const once = form === undefined ? 'Ask once for all keys' : `Ask once for all keys (${form})`;
  return `${once} and give back the rows in the order of the keys.`;
}

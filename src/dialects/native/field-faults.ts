import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldFault } from '../../http/http-fault.ts';

/** The faults that a schema found, in words for people: one or more for each member, none for its container. */
export function fieldFaults(
  errors: readonly TLocalizedValidationError[],
  location: FieldFault['location'],
): readonly FieldFault[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  return withoutEchoes(choices.reduce(withChoice, errors).flatMap(toFaults)).map((fault) => ({
    ...fault,
    location,
  }));
}

type Fault = Omit<FieldFault, 'location'>;
type SchemaError = TLocalizedValidationError;

/**
 * A choice between schemas reports the faults of every branch. The branch that was meant is the one whose type fits:
 * its faults stay; when no branch fits, one fault names the types.
 */
function withChoice(errors: readonly SchemaError[], choice: SchemaError): readonly SchemaError[] {
  const inside = (error: SchemaError) => error.schemaPath.startsWith(`${choice.schemaPath}/anyOf/`);
  const branches = Map.groupBy(errors.filter(inside), ({ schemaPath }) =>
    schemaPath.slice(`${choice.schemaPath}/anyOf/`.length).replace(/\/.*/s, ''),
  );
  const isOther = (branch: readonly SchemaError[]) =>
    branch.some(({ keyword, instancePath }) => keyword === 'type' && instancePath === choice.instancePath);
  const meant = [...branches.values()].filter((branch) => !isOther(branch)).flat();
  const outside = errors.filter((error) => !inside(error) && error !== choice);
  if (meant.length > 0) return [...outside, ...meant];
  const types = [...branches.values()]
    .flat()
    .flatMap((error) => (error.keyword === 'type' ? error.params.type : []));
  return [...outside, { ...choice, keyword: 'type', params: { type: types } } as SchemaError];
}

function toFaults(error: SchemaError): readonly Fault[] {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  const at = (name?: string) => [...path, ...(name === undefined ? [] : [name])].join('.');
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => ({
        field: at(name),
        message: `The ${name} field is required.`,
      }));
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) => ({
        field: at(name),
        message: 'This member is not known here.',
      }));
    case 'boolean':
      // The schema behind an unknown member, which `additionalProperties` has named.
      return [];
    default:
      return [{ field: at(), message: messageOf(error) }];
  }
}

function messageOf(error: SchemaError): string {
  switch (error.keyword) {
    case 'type':
      return `Must be ${[error.params.type].flat().map(withArticle).join(' or ')}.`;
    case 'enum':
      return `Must be one of: ${error.params.allowedValues.join(', ')}.`;
    case '~refine':
      return error.params.message;
    case 'minimum':
      return `Must be at least ${error.params.limit}.`;
    case 'maximum':
      return `Must be at most ${error.params.limit}.`;
    case 'minLength':
      return `Must have at least ${error.params.limit} characters.`;
    case 'maxLength':
      return `Must not be longer than ${error.params.limit} characters.`;
    case 'minItems':
      return `Must have at least ${error.params.limit} entries.`;
    case 'maxItems':
      return `Must have at most ${error.params.limit} entries.`;
    default:
      return 'Is not valid.';
  }
}

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  integer: 'an integer',
  object: 'an object',
  null: 'null',
};

function withArticle(type: string): string {
  return articles[type] ?? `a ${type}`;
}

/** What a refinement says of a value is enough: the general fault beside it is left out. */
function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(
    ({ field, message }, index) =>
      faults.findIndex((one) => one.field === field && one.message === message) === index &&
      (message !== 'Is not valid.' || !faults.some((one) => one.field === field && one.message !== message)),
  );
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

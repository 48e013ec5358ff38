import { ServiceError } from '../errors.ts';
import type { StsParameters } from './operation.ts';

/** What the service's published model says of one parameter. */
export interface Constraint {
  /** Spelled as the service's sentences spell it: the first letter small. */
  readonly parameter: string;
  readonly isRequired?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly minValue?: number;
  readonly maxValue?: number;
}

/** Throws ValidationError with every violation in one sentence, as the service does. */
export function assertConstraints(parameters: StsParameters, constraints: readonly Constraint[]): void {
  const violations = constraints.flatMap((constraint) => {
    const value = parameters.get(constraint.parameter[0]?.toUpperCase() + constraint.parameter.slice(1));
    return violationsOf(value, constraint).map(
      (rule) =>
        `Value ${value === undefined ? 'null' : `'${value}'`} at '${constraint.parameter}' ` +
        `failed to satisfy constraint: Member must ${rule}`,
    );
  });
  if (violations.length === 0) return;
  const noun = violations.length === 1 ? 'error' : 'errors';
  throw new ServiceError(
    'ValidationError',
    `${violations.length} validation ${noun} detected: ${violations.join('; ')}`,
  );
}

function violationsOf(value: string | undefined, constraint: Constraint): string[] {
  if (value === undefined) return constraint.isRequired === true ? ['not be null'] : [];
  return [...lengthViolations(value, constraint), ...valueViolations(value, constraint)];
}

function lengthViolations(value: string, { minLength = 0, maxLength, pattern }: Constraint): string[] {
  return [
    ...(value.length < minLength ? [`have length greater than or equal to ${minLength}`] : []),
    ...(maxLength !== undefined && value.length > maxLength
      ? [`have length less than or equal to ${maxLength}`]
      : []),
    ...(pattern !== undefined && !pattern.test(value)
      ? [`satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`]
      : []),
  ];
}

function valueViolations(value: string, { minValue, maxValue }: Constraint): string[] {
  return [
    ...(minValue !== undefined && Number(value) < minValue
      ? [`have value greater than or equal to ${minValue}`]
      : []),
    ...(maxValue !== undefined && Number(value) > maxValue
      ? [`have value less than or equal to ${maxValue}`]
      : []),
  ];
}

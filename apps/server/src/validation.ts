import { ValidationError, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { InvalidInput } from '#graft/problems';

interface WrongField {
  /** Path in the body or query, e.g. `recipe.head.units[0]`. */
  where: string;
  received: unknown;
  accepted: string;
}

/** Unknown fields are refused; numbers and flags in queries are read as their DTO declares them. */
export const validation = () =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: true }, // tells which fields there are; never sent
    exceptionFactory: (errors) => validationProblem(errors),
  });

export function validationProblem(errors: ValidationError[]): InvalidInput {
  const wrong = errors.flatMap((error) => wrongFields(error));
  const detail = wrong.map(({ where, received, accepted }) => `${where}: ${accepted}${shown(received)}`).join('; ');
  return new InvalidInput(`${detail}.`, { ...wrong[0], errors: wrong });
}

function wrongFields(error: ValidationError, parent = ''): WrongField[] {
  const where = /^\d+$/.test(error.property)
    ? `${parent}[${error.property}]`
    : [parent, error.property].filter(Boolean).join('.');
  const own = error.constraints ? [{ where, received: receivedBy(error), accepted: acceptedBy(error) }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => wrongFields(child, where))];
}

const isSecret = (name: string) => /password|token|secret/i.test(name);

/** Secrets are not sent back, nor what stands beside one: it may be a secret under a misspelt name. */
const receivedBy = ({ property, value, target }: ValidationError): unknown =>
  value !== undefined && [property, ...knownFields(target)].some(isSecret) ? '[hidden]' : value;

function acceptedBy({ constraints = {}, target, property }: ValidationError): string {
  if ('whitelistValidation' in constraints)
    return `unknown field; the known fields are ${knownFields(target).join(', ')}`;
  return Object.values(constraints)
    .map((message) => message.replace(new RegExp(`^${property} `), ''))
    .join(' and ');
}

function knownFields(target: object | undefined): string[] {
  if (!target) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))].sort();
}

function shown(received: unknown): string {
  if (received === undefined) return ' (received nothing)';
  const text = JSON.stringify(received) ?? typeof received;
  return ` (received ${text.length > 80 ? `${text.slice(0, 77)}…` : text})`;
}

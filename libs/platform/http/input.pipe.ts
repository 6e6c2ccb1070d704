import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { edgeProblem } from './edge-problems.js';

interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** Turns bodies, queries and parameters into their DTO class; unknown members are refused, never dropped. */
@Injectable()
export class InputPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (metatype === undefined || type === 'custom' || BUILT_IN.has(metatype)) return value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(type, [{ pointer: '', detail: 'must be a JSON object' }]);
    }
    const input: object = plainToInstance(metatype as new () => object, value);
    const errors = validateSync(input, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
    if (errors.length > 0)
      throw invalid(
        type,
        errors.flatMap((error) => fieldErrors(error, '')),
      );
    return input;
  }
}

const BUILT_IN: ReadonlySet<unknown> = new Set([String, Number, Boolean, Array, Object, Buffer]);

function invalid(where: string, errors: readonly FieldError[]): Error {
  const first = errors[0];
  return edgeProblem('input_invalid', {
    ...(first === undefined
      ? {}
      : { detail: `${first.pointer || 'the ' + where} ${first.detail}`, pointer: first.pointer }),
    facts: { in: where === 'param' ? 'path' : where, errors },
  });
}

function fieldErrors({ property, constraints, children }: ValidationError, parent: string): readonly FieldError[] {
  const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(constraints ?? {}).map((sentence) => ({
    pointer,
    detail: withoutName(sentence, property),
  }));
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

/** class-validator starts its sentences with the name of the property; the pointer says that already. */
function withoutName(sentence: string, property: string): string {
  return sentence.startsWith(`${property} `) ? sentence.slice(property.length + 1) : sentence;
}

import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { ifPresent, validator, type FieldOptions } from './field.js';

/** An object of its own class; with `listOf` a list of at most that many. */
export function ObjectField(
  type: new () => object,
  { optional = false, listOf, ...documented }: FieldOptions,
): PropertyDecorator {
  const list = listOf === undefined ? {} : { isArray: true as const, maxItems: listOf };
  return applyDecorators(
    ApiProperty({ ...documented, ...list, type, required: !optional }),
    ...(optional ? [ifPresent()] : []),
    Type(() => type),
    validator(listOf === undefined ? oneObject : objects(listOf)),
    ValidateNested(),
  );
}

const oneObject = { name: 'object', passes: isObject, sentence: 'must be an object' };

function objects(max: number) {
  return {
    name: 'objects',
    passes: (value: unknown) => Array.isArray(value) && value.length <= max && value.every(isObject),
    sentence: `must be a list of at most ${max} objects`,
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** A documented field of an answer. */
export function ShownField(options: ApiPropertyOptions & { readonly description: string }): PropertyDecorator {
  return ApiProperty(options);
}

/** Micro-credits of an answer: a decimal string (rule 1). */
export function ShownCredits(description: string): PropertyDecorator {
  return ApiProperty({ description: `${description} In micro-credits.`, type: String, example: '1500000' });
}

/** An instant of an answer, RFC 3339 in UTC; with `nullable` maybe none. */
export function ShownInstant(description: string, { nullable = false } = {}): PropertyDecorator {
  return ApiProperty({ description, type: String, format: 'date-time', nullable });
}

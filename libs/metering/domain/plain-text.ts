/** One line of well-formed Unicode: no control characters, no lone surrogates (they have no UTF-8 to hash). */
export const PLAIN_TEXT_PATTERN = '^[^\\p{Cc}\\p{Cs}]+$';

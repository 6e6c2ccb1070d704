/**
 * Builds the input of a hash: a domain tag, then each field with its length in front, in the caller's fixed order.
 * The lengths (UTF-16 code units) make the encoding injective: no separator inside a text can make two different
 * inputs alike. The text is hashed as UTF-8, so every field must be well-formed Unicode; the edge refuses others.
 */
export class CanonicalText {
  private built = '';

  /** @param tag names what is hashed and its version, e.g. `usage-content/1` */
  constructor(tag: string) {
    this.text(tag);
  }

  text(value: string): this {
    this.built += `${value.length}:${value}`;
    return this;
  }

  /** Absent and empty are different. */
  optional(value: string | undefined): this {
    if (value === undefined) {
      this.built += '-';
      return this;
    }
    return this.text(value);
  }

  integer(value: number | bigint): this {
    return this.text(value.toString());
  }

  toString(): string {
    return this.built;
  }
}

/** Freezes a value through and through; what is already frozen is not looked into again. Sets and maps stay open. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen<unknown>(member);
  return value;
}

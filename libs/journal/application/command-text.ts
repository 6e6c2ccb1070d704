/** One text per value, whatever the order of members: what a command's input hash is made of. Absent members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member === 'bigint') return `${member}n`;
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

interface TaggedAmount {
  readonly $bigint: string;
}

/** A rejection's facts may be amounts, which JSON cannot hold; they are tagged, so that no text of a client is taken for one. */
export function rejectionToText(rejection: unknown): string {
  return JSON.stringify(rejection, (_name, member: unknown) =>
    typeof member === 'bigint' ? ({ $bigint: member.toString() } satisfies TaggedAmount) : member,
  );
}

export function rejectionFromText<Rejection>(text: string): Rejection {
  return JSON.parse(text, (_name, member: unknown) =>
    isTaggedAmount(member) ? BigInt(member.$bigint) : member,
  ) as Rejection;
}

function isTaggedAmount(member: unknown): member is TaggedAmount {
  return typeof member === 'object' && member !== null && '$bigint' in member;
}

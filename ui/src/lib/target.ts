// How a target is named where there is little room.

/** Returns a target without the URN of its extension: `department` for the enterprise user's. */
export function shortTarget(target: string): string {
  return target.startsWith('urn:') ? target.slice(target.lastIndexOf(':') + 1) : target;
}

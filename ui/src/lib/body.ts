// How a body of a request or an answer is shown.

/** A JSON body with line breaks; anything else as it came. */
export function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

// How long a text may be that the window sends. Nobody writes a longer one, and whoever pastes one by
// mistake is told so: a part of an address, a secret or an expression would be a wrong one.
import type { Attachment } from 'svelte/attachments';
import type { Finding } from '../bindings';
import { t } from '../texts';

/** In letters, as a field counts them. */
export const limits = {
  url: 2048,
  /** A key, a secret or a token. */
  secret: 8192,
  /** Twice what an expression may have, so that Rust can say where it is too long. */
  expression: 20_000,
  /** A constant, a default, or a person's value. */
  value: 10_000,
  /** The name of an attribute, or a value that people share. */
  name: 1000,
  /** What an application is called; as many as Rust takes. */
  title: 100,
  search: 200,
  /** What was copied from the portal or its logs. */
  log: 20_000,
} as const;

/** Says that `letters` are more than `most`. */
export const tooLong = (letters: number, most: number): Finding => ({
  code: 'window.too_long',
  severity: 'error',
  title: t.common.tooLongTitle,
  explanation: t.common.tooLong(letters, most),
  causes: [],
  fixes: [],
  entraSays: null,
  evidence: null,
  place: null,
});

/**
 * Keeps the text of a field within `most` letters. What is pasted or dropped into it and would be more
 * is not taken at all, and `tell` is told how many there would have been.
 */
export function limited(
  most: number,
  tell: (letters: number) => unknown,
): Attachment<HTMLInputElement | HTMLTextAreaElement> {
  return (field) => {
    field.maxLength = most;
    function take(event: Event, text: string) {
      const marked = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
      const letters = field.value.length - marked + text.length;
      if (letters <= most) return;
      event.preventDefault();
      // Nobody else is to take it, either.
      event.stopImmediatePropagation();
      tell(letters);
    }
    const paste = (event: Event) =>
      take(event, (event as ClipboardEvent).clipboardData?.getData('text/plain') ?? '');
    const drop = (event: Event) =>
      take(event, (event as DragEvent).dataTransfer?.getData('text/plain') ?? '');
    field.addEventListener('paste', paste, { capture: true });
    field.addEventListener('drop', drop, { capture: true });
    return () => {
      field.removeEventListener('paste', paste, { capture: true });
      field.removeEventListener('drop', drop, { capture: true });
    };
  };
}

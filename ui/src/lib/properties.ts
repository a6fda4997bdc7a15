// CSS custom properties of an element, past the content security policy.
import type { Attachment } from 'svelte/attachments';

/**
 * Sets CSS custom properties of an element from numbers that only the running window knows, such as
 * the height of what is not drawn. The content security policy allows no style attribute in markup.
 */
export function properties(values: Record<`--${string}`, string>): Attachment<HTMLElement | SVGElement> {
  return (element) => {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value);
  };
}

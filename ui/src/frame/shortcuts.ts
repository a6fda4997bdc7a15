// The keys that work everywhere in the window.
export type Shortcut = 'next' | 'previous' | 'primary' | 'search' | 'shortcuts' | 'entra' | 'functions';

/** What a key press means for the whole window; null when the control in focus keeps it. */
export function shortcut(event: KeyboardEvent): Shortcut | null {
  if (event.defaultPrevented || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey) {
    return event.key.toLowerCase() === 'k' && !event.altKey && !event.shiftKey ? 'entra' : null;
  }
  if (event.altKey) {
    if (event.key === 'ArrowRight') return 'next';
    return event.key === 'ArrowLeft' ? 'previous' : null;
  }
  if (event.key === 'F1') return 'functions';
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, select, textarea, [contenteditable]')) return null;
  if (event.key === '/') return 'search';
  if (event.key === '?') return 'shortcuts';
  if (event.key === 'Enter' && !target?.closest('button, a, summary, [role^="menuitem"], [tabindex="0"]')) {
    return 'primary';
  }
  return null;
}
